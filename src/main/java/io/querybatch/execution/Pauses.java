package io.querybatch.execution;

import io.querybatch.execution.DispatchLoop.Round;
import java.time.Duration;

/** How long a node that nobody wakes waits before it looks for work again. */
final class Pauses {

    /** Other nodes accept batches too: without a ring, look this often. */
    static final Duration LONGEST = Duration.ofMillis(500);

    /**
     * Another node held the batches for a moment, or what could be taken waits for the answers to other queries, and nobody rings
     * when that is over.
     */
    static final Duration SHORTEST = Duration.ofMillis(10);

    private Duration next = SHORTEST;

    /** The pause after a round: none if it started something, twice as long each time after one that was turned away. */
    Duration after(Round round) {
        if (round == Round.STARTED) {
            next = SHORTEST;
            return Duration.ZERO;
        }
        if (round == Round.IDLE && next.equals(SHORTEST)) {
            return LONGEST;
        }
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
