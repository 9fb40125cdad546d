package io.querybatch.schedules.jpa;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.NewBatch;
import io.querybatch.batches.jpa.KeptKeys;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.NewRun;
import io.querybatch.schedules.NewSchedule;
import io.querybatch.schedules.Schedule;
import io.querybatch.schedules.ScheduleContent;
import io.querybatch.schedules.ScheduleRun;
import io.querybatch.schedules.ScheduleStore;
import io.querybatch.schedules.ScheduleStoreUnderTest;
import io.querybatch.security.Reach;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** The statements of the real store over a database, in transactions such as the container makes. */
final class SqlSchedules implements ScheduleStore, ScheduleStoreUnderTest {

    private final DataSource database;

    /** A database with the schema. */
    SqlSchedules(DataSource database) {
        this.database = database;
    }

    <T> T inTransaction(Function<DSLContext, T> step) {
        return inTransaction(step, result -> true);
    }

    /** Rolls back what came to something that is not wanted. */
    private <T> T inTransaction(Function<DSLContext, T> step, Predicate<T> wanted) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            // When the connection closes without it, nothing has happened: as if the process had died.
            T result = step.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            if (wanted.test(result)) {
                connection.commit();
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ScheduleStore store() {
        return this;
    }

    @Override
    public Instant now() {
        return inTransaction(sql -> new ScheduleRows(sql).now());
    }

    @Override
    public Creation create(NewSchedule schedule, int most) {
        return inTransaction(sql -> create(sql, schedule, most), creation -> creation == Creation.STORED);
    }

    private static Creation create(DSLContext sql, NewSchedule schedule, int most) {
        IdempotencyKey key = schedule.key();
        boolean free = key == null
                || new KeptKeys(sql).take(schedule.tenant(), key, schedule.id().value());
        if (!free) {
            return Creation.KEY_TAKEN;
        }
        return new ScheduleRows(sql).add(schedule, most) ? Creation.STORED : Creation.TOO_MANY;
    }

    @Override
    public Optional<IdempotencyKey.Kept> key(String tenant, String text) {
        return inTransaction(sql -> new KeptKeys(sql).find(tenant, text));
    }

    @Override
    public Optional<Schedule> find(Reach reach, RecurrenceId id) {
        return inTransaction(sql -> new ScheduleRows(sql).find(reach, id));
    }

    @Override
    public List<Schedule> list(Reach reach, long before, int limit) {
        return inTransaction(sql -> new ScheduleRows(sql).list(reach, before, limit));
    }

    @Override
    public boolean change(Schedule seen, ScheduleContent content, Instant nextDue) {
        return inTransaction(sql -> new ScheduleRows(sql).change(seen, content, nextDue));
    }

    @Override
    public boolean delete(String tenant, RecurrenceId id) {
        return inTransaction(sql -> new ScheduleRows(sql).remove(tenant, id));
    }

    @Override
    public Due due(int limit) {
        return inTransaction(sql -> new ScheduleRows(sql).due(limit));
    }

    @Override
    public boolean record(Schedule seen, NewRun run, Instant nextDue) {
        return inTransaction(sql -> {
            boolean recorded = new RunRows(sql).record(seen, run, nextDue);
            if (recorded && run.batch() != null) {
                insert(sql, run.batch());
            }
            return recorded;
        });
    }

    /** Without its items, which do not matter here. */
    static void insert(DSLContext sql, NewBatch batch) {
        sql.execute(
                """
                insert into batch (batch_id, seq, tenant, subject, access_rights, description, split_accounts, split_dates,
                  timeout_minutes, query_concurrency, output_format, exclude_account_errors, clean_data_types, query_amount,
                  retention_hours, state, queued, running, succeeded, failed, next_n, change, schedule_time, recurrence_id)
                values (?, nextval('batch_seq'), ?, ?, ?, '', false, false, 30, 5, 'json', false, false, 1,
                  24, 'QUEUED', 1, 0, 0, 0, 1, 1, current_timestamp, ?)""",
                batch.id().value(),
                batch.tenant(),
                batch.subject(),
                batch.accessRights(),
                batch.lineage().recurrence() == null
                        ? null
                        : batch.lineage().recurrence().value());
    }

    @Override
    public List<ScheduleRun> runs(RecurrenceId id, int limit) {
        return inTransaction(sql -> new RunRows(sql).latest(id, limit));
    }

    @Override
    public List<BatchId> batches() {
        return inTransaction(sql -> sql.resultQuery("select batch_id from batch where recurrence_id is not null")
                .fetch(row -> new BatchId(row.get("batch_id", String.class))));
    }

    @Override
    public void passTime(Duration time) {
        age("recurrence", time, "next_due_time", "last_due_time", "created_time", "changed_time");
        age("recurrence_run", time, "due_time", "run_time");
    }

    private void age(String table, Duration time, String... columns) {
        for (String column : columns) {
            inTransaction(sql -> sql.execute(
                    "update " + table + " set " + column + " = " + column
                            + " - cast(? as integer) * interval '1' second",
                    (int) time.toSeconds()));
        }
    }
}
