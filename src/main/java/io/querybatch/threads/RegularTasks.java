package io.querybatch.threads;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does things again and again, each a while after it was last done. */
public final class RegularTasks {

    private static final Logger LOG = Logger.getLogger(RegularTasks.class.getName());

    private final ScheduledExecutorService timer;

    RegularTasks(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * Begins a pause from now.
     *
     * @param pause between the end of one time and the beginning of the next
     * @param failure what is logged if it fails, like "the audit log could not be written"; it is done again all the same
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It never throws: attempt catches everything.
    public void every(Duration pause, String failure, Runnable task) {
        long nanos = pause.toNanos();
        timer.scheduleWithFixedDelay(
                () -> attempt(failure + "; trying again", task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Does it once, here and now, and fails no more than the regular ones do. */
    public static void attempt(String failure, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // Errors, too: a timer never does again what has once thrown something, and nobody would hear of it.
            LOG.log(Level.WARNING, failure, e);
        }
    }

    /** Begins nothing any more. */
    public void end() {
        timer.shutdown();
    }
}
