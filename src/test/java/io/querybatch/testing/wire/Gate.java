package io.querybatch.testing.wire;

import java.io.InterruptedIOException;

/** Lets everything through, or holds everything back. */
final class Gate {

    private boolean shut;

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    /** Waits until the gate is open. */
    synchronized void pass() throws InterruptedIOException {
        try {
            while (shut) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
