package io.querybatch.bench;

import java.time.Duration;

/** Servers run for weeks; their compilers are busy with the first hundred batches, and what is measured before that is they. */
final class WarmUp {

    /** For each contender of a race. */
    static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.warmup", 120));

    private WarmUp() {}

    /** Does something again and again, at least once, until so much time is over. */
    static void until(Duration time, Samples.Action action) throws Exception {
        long begin = System.nanoTime();
        do {
            action.run();
        } while (System.nanoTime() - begin < time.toNanos());
    }
}
