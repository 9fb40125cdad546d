package io.querybatch.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.querybatch.execution.Claim;
import io.querybatch.execution.EngineNode;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * Our executor with queries that do nothing: the engine and its store as the server has them, without HTTP, planning, data
 * and results.
 */
final class Querybatch implements Contender {

    private final Map<BatchId, Integer> firsts = new ConcurrentHashMap<>();
    private HikariDataSource requests;
    private SqlStoreUnderTest batches;
    private EngineNode node;
    private IntConsumer job;

    @Override
    public String name() {
        return "querybatch";
    }

    @Override
    public void open(BenchDatabase database, int workers, IntConsumer job) {
        this.job = job;
        requests = database.pool(4, true);
        batches = new SqlStoreUnderTest(requests);
        node = EngineNodes.over(database, "bench", workers, this::run);
    }

    private void run(Claim claim) {
        job.accept(firsts.get(claim.query().batch()) + claim.query().n() - 1);
    }

    @Override
    public void submit(int first, int amount) {
        Submission batch = DayBatches.of("acme", amount);
        firsts.put(batch.id(), first);
        batches.submit(batch);
        node.wake();
    }

    @Override
    public void start() {
        node.start();
    }

    @Override
    public String unfinished() {
        return DayBatches.UNFINISHED;
    }

    @Override
    public void close() {
        node.close();
        requests.close();
    }
}
