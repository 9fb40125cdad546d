package io.querybatch.connectors;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The calls of one scan into its engine, which may take long, and the order to stop, which may come from any thread before,
 * during and after them. After the order, and after the scan's time, no call begins any more.
 */
public final class EngineCalls {

    private static final Logger LOG = Logger.getLogger(EngineCalls.class.getName());

    private final long deadline;
    private final Patience patience;
    private boolean busy;
    private boolean cancelled;
    private boolean timedOut;
    private boolean failed;

    /** The {@code timeout} runs from now. */
    public EngineCalls(Duration timeout, Patience patience) {
        this.deadline = System.nanoTime() + timeout.toNanos();
        this.patience = patience;
    }

    /**
     * Calls the engine.
     *
     * @param errors how the engine's errors are told to callers, unless the scan was cancelled or ran out of time
     * @throws ScanException also when the scan was cancelled or ran out of time before
     */
    public <T> T call(Call<T> call, Function<SQLException, ScanException> errors) throws ScanException {
        enter();
        try {
            return call.run();
        } catch (SQLException e) {
            throw failed(e, errors);
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws ScanException {
        if (cancelled) {
            throw ScanException.cancelled(null);
        }
        if (overdue()) {
            throw ScanException.timedOut(null);
        }
        busy = true;
    }

    private boolean overdue() {
        timedOut = timedOut || System.nanoTime() >= deadline;
        return timedOut;
    }

    private synchronized void leave() {
        busy = false;
        notifyAll();
    }

    private synchronized ScanException failed(SQLException e, Function<SQLException, ScanException> errors) {
        failed = true;
        if (cancelled) {
            return ScanException.cancelled(e);
        }
        ScanException told = errors.apply(e);
        if (overdue()) {
            // A connection that broke says nothing about what the engine does at its other end.
            return told.isPassing() ? ScanException.abandoned(e) : ScanException.timedOut(e);
        }
        return told;
    }

    /**
     * Gives the order to stop, and repeats it until the engine lets go: engines forget one that comes just before the
     * statement begins.
     *
     * @param order tells the engine; may fail when there is nothing to stop
     * @return whether no call is under way any more
     */
    public boolean cancel(Call<?> order) {
        long giveUp = System.nanoTime() + patience.limit().toNanos();
        boolean waiting = begin();
        try {
            while (waiting && System.nanoTime() < giveUp) {
                tell(order);
                waiting = await(patience.repeat().toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !waiting;
    }

    private synchronized boolean begin() {
        cancelled = true;
        return busy;
    }

    private static void tell(Call<?> order) {
        try {
            order.run();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "nothing to cancel", e);
        }
    }

    /** Waits for the end of the call under way, and says whether there still is one. */
    private synchronized boolean await(long longestNanos) throws InterruptedException {
        long end = System.nanoTime() + longestNanos;
        long left = longestNanos;
        while (busy && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return busy;
    }

    /** Whether the scan was cancelled or ran out of time: the engine may still be at it. */
    public synchronized boolean stopped() {
        return cancelled || timedOut;
    }

    /** Whether a call failed. */
    public synchronized boolean failed() {
        return failed;
    }

    /** A call to an engine. */
    public interface Call<T> {
        T run() throws SQLException;
    }

    /**
     * How long an engine is asked to let go.
     *
     * @param repeat time between two orders
     * @param limit time after which nobody can tell
     */
    public record Patience(Duration repeat, Duration limit) {}
}
