package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Whether a query may go on: it was not cancelled and has time left. Cancelling it wakes it up wherever it waits. */
final class Cancellation {

    private final Ticker ticker;
    private final long deadline;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private Runnable abort = () -> {};
    private boolean sent;

    /** A query that may run for {@code timeout} from now. */
    Cancellation(Ticker ticker, Duration timeout) {
        this.ticker = ticker;
        this.deadline = ticker.nanos() + timeout.toNanos();
    }

    /**
     * Ends whatever the query waits for. Safe from any thread.
     *
     * @return whether nothing had been sent, and so nothing ever will
     */
    boolean cancel() {
        Runnable action;
        boolean unsent;
        synchronized (this) {
            cancelled.countDown();
            action = abort;
            unsent = !sent;
        }
        action.run();
        return unsent;
    }

    /** Says that the remote service hears of the query from now on. */
    synchronized void sending() throws ScanException {
        check();
        sent = true;
    }

    /** What cancelling has to end from now on; ended at once if the query was cancelled already. */
    void onCancel(Runnable action) {
        synchronized (this) {
            abort = action;
            if (cancelled.getCount() > 0) {
                return;
            }
        }
        action.run();
    }

    /**
     * Passes only if the query may go on.
     *
     * @throws ScanException if it was cancelled or has no time left
     */
    void check() throws ScanException {
        if (cancelled.getCount() == 0) {
            throw RemoteErrors.cancelled(null);
        }
        if (remaining().isZero()) {
            throw RemoteErrors.timedOut();
        }
    }

    /** Time left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - ticker.nanos()));
    }

    /**
     * Waits, but no longer than the query may.
     *
     * @throws ScanException if it may not go on afterwards
     */
    void pause(Duration time) throws ScanException {
        try {
            park(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        check();
    }

    /** Waits until the time is over or the query is cancelled or out of time. */
    void park(Duration time) throws InterruptedException {
        ticker.await(cancelled, shorter(time, remaining()));
    }

    /** An interrupted thread is one whose query nobody waits for any more. */
    ScanException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        cancel();
        return RemoteErrors.cancelled(e);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
