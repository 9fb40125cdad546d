package io.querybatch.execution;

import io.querybatch.execution.ModelBatch.ModelQuery;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The model as the contract sees it; its time passes only when it is told to. */
final class ModelStoreUnderTest implements StoreUnderTest {

    private static final long NOW = 1_000_000_000_000L;

    private final ModelStore store;

    ModelStoreUnderTest(AnswerKeys keys) {
        store = new ModelStore(() -> NOW, keys);
    }

    @Override
    public ExecutionStore store() {
        return store;
    }

    @Override
    public void submit(Submission batch) {
        store.submit(batch);
    }

    @Override
    public Optional<BatchRow> batch(BatchId id) {
        return Optional.ofNullable(store.batch(id))
                .map(batch -> new BatchRow(
                        batch.state,
                        batch.outcome,
                        batch.stopReason,
                        List.of(batch.queued, batch.running, batch.succeeded, batch.failed),
                        batch.stopReason == StopReason.CANCELLED,
                        batch.expires != null));
    }

    @Override
    public QueryRow query(BatchId batch, int n) {
        ModelQuery query = store.batch(batch).query(n);
        return new QueryRow(
                query.state,
                query.attempt,
                query.error == null ? null : query.error.name(),
                query.cancelProof,
                query.ended,
                query.source);
    }

    @Override
    public void pause(BatchId batch, boolean paused) {
        store.batch(batch).paused = paused;
    }

    @Override
    public void noteResultsDeleted(BatchId batch) {
        store.batch(batch).resultsDeleted = NOW;
    }

    @Override
    public NodeLoad load(long node) {
        return store.load(node);
    }

    @Override
    public void passTime(Duration time) {
        store.age(time);
    }

    @Override
    public int rows() {
        return store.batches().stream()
                .mapToInt(batch -> 1 + (int) batch.claimed().count() + batch.requeued.size())
                .sum();
    }

    @Override
    public int requeued() {
        return store.batches().stream().mapToInt(batch -> batch.requeued.size()).sum();
    }
}
