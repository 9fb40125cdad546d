package io.querybatch.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What happens when in a round, side by side. */
final class Timeline implements AutoCloseable {

    private static final int THREADS = 24;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<Future<?>> events = new CopyOnWriteArrayList<>();

    /** Does something so many milliseconds from now. */
    void at(long millis, Runnable event) {
        events.add(threads.schedule(event, millis, TimeUnit.MILLISECONDS));
    }

    /** Waits for everything to have happened, and returns what failed. */
    List<Exception> await(Duration longest) throws InterruptedException {
        List<Exception> failures = new ArrayList<>();
        long deadline = System.nanoTime() + longest.toNanos();
        for (Future<?> event : events) {
            try {
                event.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                failures.add(e);
            }
        }
        return failures;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
