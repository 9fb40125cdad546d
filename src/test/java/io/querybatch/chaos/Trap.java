package io.querybatch.chaos;

import io.querybatch.testing.wire.Sighting;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for a label on the nodes it is set on, and strikes once. */
final class Trap {

    /** What it does. After the first two the statement or its answer goes no further. */
    enum Blow {
        /** SIGKILL to the node. */
        KILL,
        /** The node lives on without that connection: it cannot know what became of the statement. */
        CUT,
        /** SIGSTOP, and SIGCONT when others have long taken over: the statement goes on meanwhile. */
        FREEZE
    }

    private static final long FROZEN_SECONDS = 8;

    private final Label label;
    private final Blow blow;
    private final AtomicInteger left;
    private volatile boolean sprung;

    /** Strikes at the {@code occurrence}th time, counted from 1 over all nodes it is set on. */
    Trap(Label label, Blow blow, int occurrence) {
        this.label = label;
        this.blow = blow;
        this.left = new AtomicInteger(occurrence);
    }

    /** Looks at what a node sends or hears, and tells whether it struck. */
    boolean strikes(Node node, Sighting sighting) {
        if (!label.matches(sighting) || left.decrementAndGet() != 0) {
            return false;
        }
        switch (blow) {
            case KILL -> node.kill();
            case FREEZE -> {
                node.pause();
                CompletableFuture.delayedExecutor(FROZEN_SECONDS, TimeUnit.SECONDS)
                        .execute(node::resume);
            }
            case CUT -> {
                // By the proxy.
            }
        }
        sprung = true;
        return true;
    }

    /** Whether what it struck at goes no further. */
    boolean cuts() {
        return blow != Blow.FREEZE;
    }

    Label label() {
        return label;
    }

    boolean sprung() {
        return sprung;
    }

    /** Such as {@code kill at claim-after-commit}. */
    String name() {
        return blow.name().toLowerCase(Locale.ROOT) + " at " + label;
    }
}
