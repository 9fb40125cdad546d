package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultStore;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Forgets what is past its retention. Safe to repeat and to run on several nodes at once. */
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    /** A round stays short even after a long absence; the rest is for the next one. */
    private static final int BATCHES_PER_ROUND = 20;

    private final ExecutionStore store;
    private final ResultStore results;

    Housekeeping(ExecutionStore store, ResultStore results) {
        this.store = store;
        this.results = results;
    }

    void round() {
        try {
            store.expired(BATCHES_PER_ROUND).forEach(this::expire);
            store.forgetAnswers();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "retention failed; trying again");
        }
    }

    /** Results first: a batch that is forgotten could not be found again to remove them. */
    private void expire(BatchId batch) {
        try {
            results.delete(batch);
            store.remove(batch);
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> batch + ": results could not be removed; trying again");
        }
    }
}
