package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Removes results that are nobody's: of attempts that were lost or came too late, of batches whose results were deleted, and
 * of batches that are gone. Safe to repeat and to run on several nodes at once.
 */
final class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class.getName());
    private static final int BATCHES_PER_ROUND = 20;
    private static final int GROUP = 1_000;

    private final ExecutionStore store;
    private final ResultStore results;
    private int shard;

    Sweeper(ExecutionStore store, ResultStore results) {
        this.store = store;
        this.results = results;
    }

    /** A bounded part of the work: some ended batches, and one shard of all that is stored. */
    void round() {
        attempt("ended batches", this::sweepEnded);
        attempt("orphans", this::sweepShard);
    }

    private void sweepEnded() {
        for (ExecutionStore.EndedBatch batch : store.unswept(BATCHES_PER_ROUND)) {
            attempt(batch.batch(), () -> sweep(batch));
        }
    }

    private void sweep(ExecutionStore.EndedBatch ended) throws IOException {
        if (ended.resultsDeleted()) {
            results.delete(ended.batch());
        } else {
            removeUnpublished(ended.batch());
            removeUnusedPacks(ended.batch());
        }
        store.swept(ended.batch());
    }

    private void removeUnpublished(BatchId batch) throws IOException {
        List<ResultKey> stored = new ArrayList<>();
        results.keys(batch, stored::add);
        for (ResultKey key : nobodys(stored, group -> store.unpublished(batch, group))) {
            LOG.info(() -> key.query() + ": the result of an attempt that did not count is removed");
            results.delete(key);
        }
    }

    private void removeUnusedPacks(BatchId batch) throws IOException {
        List<ResultKey> stored = new ArrayList<>();
        results.packs(batch, stored::add);
        for (ResultKey lead : nobodys(stored, group -> store.unusedPacks(batch, group))) {
            LOG.info(() -> lead.query() + ": results of a scan that did not count are removed");
            results.deletePack(lead);
        }
    }

    private static List<ResultKey> nobodys(List<ResultKey> stored, UnaryOperator<List<ResultKey>> those) {
        List<ResultKey> nobodys = new ArrayList<>();
        for (int from = 0; from < stored.size(); from += GROUP) {
            nobodys.addAll(those.apply(stored.subList(from, Math.min(from + GROUP, stored.size()))));
        }
        return nobodys;
    }

    /** Nothing is stored before its batch is, or after it is gone: what has no batch has no owner. */
    private void sweepShard() throws IOException {
        List<BatchId> stored = results.batches(shard);
        for (BatchId orphan : stored.isEmpty() ? stored : store.unknown(stored)) {
            LOG.info(() -> orphan + ": results of a batch that is gone are removed");
            results.delete(orphan);
        }
        shard = (shard + 1) % ResultStore.SHARDS;
    }

    private static void attempt(Object what, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> what + " could not be swept; trying again");
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
