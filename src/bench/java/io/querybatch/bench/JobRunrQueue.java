package io.querybatch.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr, with the shortest poll interval that it takes for a database. A worker that is done asks for more at once. */
public final class JobRunrQueue implements Contender {

    private static final Duration POLL = Duration.ofSeconds(5);

    private HikariDataSource pool;
    private JobRunrConfigurationResult jobRunr;

    @Override
    public String name() {
        return "JobRunr";
    }

    @Override
    public void open(BenchDatabase database, int workers, IntConsumer job) {
        pool = database.pool(workers + 4, true);
        NumberedJobHandler handler = new NumberedJobHandler(job);
        jobRunr = JobRunr.configure()
                .useStorageProvider(SqlStorageProviderFactory.using(pool))
                .useJobActivator(new JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.isInstance(handler) ? type.cast(handler) : null;
                    }
                })
                .useBackgroundJobServer(
                        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                                .andPollInterval(POLL)
                                .andWorkerCount(workers),
                        false)
                .initialize();
    }

    @Override
    public void submit(int first, int amount) {
        if (amount == 1) {
            jobRunr.getJobRequestScheduler().enqueue(new NumberedJob(first));
        } else {
            jobRunr.getJobRequestScheduler()
                    .enqueue(IntStream.range(first, first + amount).mapToObj(NumberedJob::new));
        }
    }

    @Override
    public void start() {
        JobRunr.getBackgroundJobServer().start();
    }

    @Override
    public String unfinished() {
        return "select count(*) from jobrunr_jobs where state <> 'SUCCEEDED'";
    }

    @Override
    public void close() {
        JobRunr.destroy();
        pool.close();
    }
}
