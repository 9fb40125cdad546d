package io.querybatch.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.querybatch.execution.EngineNode;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import java.io.Closeable;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a batch that one node has accepted waits for another one: while that polls, as the product does, and while
 * PostgreSQL tells it, as it might.
 */
final class WakeUps implements Measurement {

    private static final int ARRIVALS = 120;
    private static final int WORKERS = 16;

    /** In the transaction of the batch, so that nobody is told of what is not there yet. */
    private static final String TELL = """
        create function tell() returns trigger language plpgsql as $$
          begin notify work; return null; end $$;
        create trigger tell after insert on batch execute function tell()""";

    /** {@code toAccept} in seconds, {@code toStart} in milliseconds. */
    private record Waits(Samples toAccept, Samples toStart) {}

    @Override
    public String name() {
        return "wakeups";
    }

    @Override
    public String title() {
        return "How long a batch waits for another node: polling, beside being told";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DurablePostgres postgres = DurablePostgres.start()) {
            polling(postgres, ARRIVALS / 10);
            Waits polling = polling(postgres, ARRIVALS);
            Waits told = told(postgres);
            report.figure("polling: accepted", 1_000 * polling.toAccept().median(), "ms");
            report.figure("told: accepted", 1_000 * told.toAccept().median(), "ms", "polling: accepted");
            for (int percent : new int[] {50, 99}) {
                String wait = ": wait, p" + percent;
                report.figure("polling" + wait, polling.toStart().percentile(percent), "ms");
                report.figure("told" + wait, told.toStart().percentile(percent), "ms", "polling" + wait);
            }
        }
    }

    private static Waits polling(DurablePostgres postgres, int amount) throws Exception {
        try (BenchDatabase database = postgres.create();
                HikariDataSource requests = database.pool(4, true)) {
            return waits(database, new SqlStoreUnderTest(requests), amount, node -> () -> {});
        }
    }

    private static Waits told(DurablePostgres postgres) throws Exception {
        try (BenchDatabase database = postgres.create();
                HikariDataSource requests = database.pool(4, true)) {
            SqlStoreUnderTest batches = new SqlStoreUnderTest(requests);
            database.execute(TELL);
            return waits(
                    database, batches, ARRIVALS, node -> Listener.start(database.connections(), "work", node::wake));
        }
    }

    /** What wakes a node besides its polling, for as long as it is not closed. */
    private interface Bell {
        Closeable of(EngineNode node) throws SQLException;
    }

    /** The node that accepts has no workers: all it does is commit. */
    private static Waits waits(BenchDatabase database, SqlStoreUnderTest batches, int amount, Bell bell)
            throws Exception {
        Jobs jobs = new Jobs(amount);
        Map<BatchId, Integer> numbers = new ConcurrentHashMap<>();
        try (EngineNode node = EngineNodes.over(
                database,
                "other",
                WORKERS,
                claim -> jobs.run(numbers.get(claim.query().batch())))) {
            node.start();
            Closeable open = bell.of(node);
            try {
                return waits(database, batches, jobs, numbers);
            } finally {
                open.close();
            }
        }
    }

    private static Waits waits(
            BenchDatabase database, SqlStoreUnderTest batches, Jobs jobs, Map<BatchId, Integer> numbers)
            throws Exception {
        Waits waits = new Waits(new Samples(), new Samples());
        long[] begun = Arrivals.come(jobs.amount(), job -> {
            Submission batch = DayBatches.of("acme", 1);
            numbers.put(batch.id(), job);
            waits.toAccept().time(() -> batches.submit(batch));
        });
        jobs.awaitEnd(database, DayBatches.UNFINISHED);
        for (int job = 0; job < jobs.amount(); job++) {
            waits.toStart().add((jobs.started(job) - begun[job]) / 1e6);
        }
        return waits;
    }
}
