package io.querybatch.chaos;

import io.querybatch.testing.wire.Sighting;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits for a label on the nodes it is set on, and strikes once. */
final class Trap {

    /** What it does. In both cases the statement or its answer goes no further. */
    enum Blow {
        /** SIGKILL to the node. */
        KILL,
        /** The node lives on without that connection: it cannot know what became of the statement. */
        CUT
    }

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
        if (blow == Blow.KILL) {
            node.kill();
        }
        sprung = true;
        return true;
    }

    Label label() {
        return label;
    }

    boolean sprung() {
        return sprung;
    }

    /** Such as {@code kill at claim-after-commit}. */
    String name() {
        return (blow == Blow.KILL ? "kill at " : "cut at ") + label;
    }
}
