package io.querybatch.execution;

import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks, often, for what must not wait: queries behind a slow one, batches whose time is up or that somebody
 * stopped, and nodes that died. */
final class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class.getName());

    private final ExecutionStore store;
    private final ExecutionConfig config;
    private final RunningQueries running;
    private final NodeIdentity node;
    private final Runnable wake;
    private final Clock clock;

    Watch(
            ExecutionStore store,
            ExecutionConfig config,
            RunningQueries running,
            NodeIdentity node,
            Runnable wake,
            Clock clock) {
        this.store = store;
        this.config = config;
        this.running = running;
        this.node = node;
        this.wake = wake;
        this.clock = clock;
    }

    void look() {
        step("stints that take long", () -> running.relieve(clock.instant()));
        step("deadlines", store::stopOverdue);
        step("stops", () -> store.stopsToDeliver(node.id()).forEach(stop -> running.stop(stop.batch(), stop.reason())));
        step("recovery", this::recover);
    }

    private void recover() {
        int taken = store.recover(config.nodeTimeout(), config.maxAttempts());
        if (taken > 0) {
            LOG.warning(() -> taken + " queries were taken from nodes that are gone");
            wake.run();
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
