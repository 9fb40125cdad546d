package io.querybatch.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.querybatch.execution.Claim;
import io.querybatch.execution.EngineNode;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One, two and four nodes over one PostgreSQL and sources that wait: only what nodes share could hold them up. */
final class MoreNodes implements Measurement {

    private static final int SOURCE_MILLIS = 200;

    /** Of each node; of four nodes fewer than one batch may have running at once. */
    private static final int WORKERS = 12;

    /** Of each node: it works on them for 16 seconds, so that the beginning and the end do not count. */
    private static final int QUERIES = 960;

    private static final int BATCHES = 8;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public String title() {
        return "Two and four nodes, beside one";
    }

    @Override
    public void measure(Report report) throws Exception {
        try (DurablePostgres postgres = DurablePostgres.start()) {
            run(postgres, 1, 1, QUERIES / 10);
            measure(report, postgres, "one batch", 1);
            measure(report, postgres, BATCHES + " batches", BATCHES);
        }
    }

    private static void measure(Report report, DurablePostgres postgres, String work, int batches) throws Exception {
        String baseline = work + ", 1 node";
        report.figure(baseline, run(postgres, 1, batches, QUERIES), "queries/s");
        for (int nodes : List.of(2, 4)) {
            report.figure(
                    work + ", " + nodes + " nodes", run(postgres, nodes, batches, QUERIES), "queries/s", baseline);
        }
        double ideal = WORKERS * 1_000.0 / SOURCE_MILLIS;
        report.figure(work + ", 1 node that costs nothing", ideal, "queries/s", baseline);
    }

    /** Queries a second, all nodes together, from the first start to the last outcome. */
    private static double run(DurablePostgres postgres, int nodes, int batches, int queriesPerNode) throws Exception {
        int amount = nodes * queriesPerNode;
        Jobs jobs = new Jobs(amount);
        Map<BatchId, Integer> firsts = new ConcurrentHashMap<>();
        try (BenchDatabase database = postgres.create();
                HikariDataSource requests = database.pool(4, true)) {
            SqlStoreUnderTest store = new SqlStoreUnderTest(requests);
            for (int i = 0; i < batches; i++) {
                Submission batch = DayBatches.of("tenant" + i % 4, amount / batches);
                firsts.put(batch.id(), i * (amount / batches));
                store.submit(batch);
            }
            List<EngineNode> running = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                running.add(EngineNodes.over(database, "node" + i, WORKERS, claim -> ask(claim, firsts, jobs)));
            }
            running.forEach(EngineNode::start);
            jobs.awaitEnd(database, DayBatches.UNFINISHED);
            double throughput = amount * 1e9 / (System.nanoTime() - jobs.firstStarted());
            for (EngineNode node : running) {
                node.close();
            }
            return throughput;
        }
    }

    private static void ask(Claim claim, Map<BatchId, Integer> firsts, Jobs jobs) {
        jobs.run(firsts.get(claim.query().batch()) + claim.query().n() - 1);
        try {
            TimeUnit.MILLISECONDS.sleep(SOURCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
