package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultStore;
import java.io.IOException;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What must happen regularly on every node. Each step is caught by itself, so that one failure does not stop the others. */
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class.getName());

    /** A round stays short even after a long absence; the rest is for the next one. */
    private static final int BATCHES_PER_ROUND = 20;

    private final ExecutionStore store;
    private final ResultStore results;
    private final ExecutionConfig config;
    private final RunningQueries running;
    private final LongSupplier node;
    private final Runnable register;

    Housekeeping(
            ExecutionStore store,
            ResultStore results,
            ExecutionConfig config,
            RunningQueries running,
            LongSupplier node,
            Runnable register) {
        this.store = store;
        this.results = results;
        this.config = config;
        this.running = running;
        this.node = node;
        this.register = register;
    }

    void round() {
        step("heartbeat", this::heartbeat);
        step("deadlines", () -> store.stopOverdue().forEach(batch -> running.stop(batch, StopReason.TIMED_OUT)));
        step(
                "stops",
                () -> store.stopsToDeliver(node.getAsLong())
                        .forEach(stop -> running.stop(stop.batch(), stop.reason())));
        step("recovery", () -> store.recover(config.nodeTimeout(), config.maxAttempts()));
        step("retention", () -> store.expired(BATCHES_PER_ROUND).forEach(this::expire));
    }

    private void heartbeat() {
        if (!store.heartbeat(node.getAsLong())) {
            LOG.warning("this node was silent for too long and taken for dead; it registers again");
            register.run();
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

    private static void step(String name, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> name + " failed; trying again");
        }
    }
}
