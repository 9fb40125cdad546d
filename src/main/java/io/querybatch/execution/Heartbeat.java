package io.querybatch.execution;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says that this node lives. Does nothing else, so that nothing else can delay it: a node that works must never be taken for
 * dead.
 */
final class Heartbeat {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class.getName());

    private final ExecutionStore store;
    private final NodeIdentity node;
    private final Supplier<NodeLoad> load;
    private final RunningQueries running;

    Heartbeat(ExecutionStore store, NodeIdentity node, Supplier<NodeLoad> load, RunningQueries running) {
        this.store = store;
        this.node = node;
        this.load = load;
        this.running = running;
    }

    void beat() {
        try {
            if (!store.heartbeat(node.id(), load.get())) {
                LOG.warning("this node was silent for too long and taken for dead; it begins anew");
                running.abandon();
                node.register();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "no sign of life could be given; trying again");
        }
    }
}
