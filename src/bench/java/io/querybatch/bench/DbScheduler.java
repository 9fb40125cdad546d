package io.querybatch.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** db-scheduler, set for throughput as its documentation says, and with what it has against waiting. */
public final class DbScheduler implements Contender {

    /** A batch is fetched when all threads are busy and nothing waits for them, up to four jobs for each. */
    private static final double FETCH_BELOW = 1.0;

    private static final double FETCH_UP_TO = 4.0;
    private static final Duration POLL = Duration.ofMillis(100);

    /** Names and types are the library's. */
    private static final String TABLE = """
        create table scheduled_tasks (
          task_name text not null, task_instance text not null, task_data bytea, execution_time timestamp with time zone,
          picked boolean not null, picked_by text, last_success timestamp with time zone,
          last_failure timestamp with time zone, consecutive_failures int, last_heartbeat timestamp with time zone,
          version bigint not null, priority smallint, state text,
          primary key (task_name, task_instance));
        create index tasks_by_time on scheduled_tasks (execution_time);
        create index tasks_by_heartbeat on scheduled_tasks (last_heartbeat)""";

    private HikariDataSource pool;
    private OneTimeTask<Void> task;
    private Scheduler scheduler;

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public void open(BenchDatabase database, int workers, IntConsumer job) {
        pool = database.pool(workers + 4, true);
        createTable();
        task = Tasks.oneTime("job").execute((instance, context) -> job.accept(Integer.parseInt(instance.getId())));
        scheduler = Scheduler.create(pool, task)
                .threads(workers)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .pollingInterval(POLL)
                .enableImmediateExecution()
                .build();
    }

    private void createTable() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void submit(int first, int amount) {
        List<TaskInstance<?>> jobs = IntStream.range(first, first + amount)
                .<TaskInstance<?>>mapToObj(number -> task.instance(Integer.toString(number)))
                .toList();
        scheduler.scheduleBatch(jobs, Instant.now());
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public String unfinished() {
        return "select count(*) from scheduled_tasks";
    }

    @Override
    public void close() {
        scheduler.stop();
        pool.close();
    }
}
