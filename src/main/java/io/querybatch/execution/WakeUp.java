package io.querybatch.execution;

import java.time.Duration;

/** A bell for one waiting thread. A ring that comes while the thread is busy is not lost: the next wait ends at once. */
final class WakeUp {

    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Waits for a ring, or for the time to pass. */
    synchronized void await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        long left = longest.toMillis();
        while (!rung && left > 0) {
            wait(left);
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        rung = false;
    }
}
