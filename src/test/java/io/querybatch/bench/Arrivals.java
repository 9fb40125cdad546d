package io.querybatch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Jobs that come one by one, at moments that have nothing to do with anybody's polling. */
final class Arrivals {

    private static final int MEAN_MILLIS = 200;

    private Arrivals() {}

    /** Hands over the job of a number. */
    interface Caller {
        void submit(int job) throws Exception;
    }

    /**
     * Hands over jobs 0 to {@code amount - 1}.
     *
     * @param caller called from many threads
     * @return when each was begun to be handed over, of {@link System#nanoTime()}
     */
    static long[] come(int amount, Caller caller) throws Exception {
        long[] begun = new long[amount];
        SplittableRandom random = new SplittableRandom(1);
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(4);
        try {
            List<Future<?>> calls = new ArrayList<>();
            double millis = 0;
            for (int i = 0; i < amount; i++) {
                int job = i;
                millis += -MEAN_MILLIS * Math.log(1 - random.nextDouble());
                calls.add(callers.schedule(
                        () -> {
                            begun[job] = System.nanoTime();
                            caller.submit(job);
                            return job;
                        },
                        (long) (millis * 1_000),
                        TimeUnit.MICROSECONDS));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }
        return begun;
    }
}
