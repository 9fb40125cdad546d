package io.querybatch.connectors.http;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double, each shortened by chance, so that many who began together do not come again together.
 *
 * @param first longest first pause
 * @param most longest pause of all
 * @param random from 0 up to but not 1
 */
record Backoff(Duration first, Duration most, DoubleSupplier random) {

    private static final int MOST_DOUBLINGS = 30;

    /** The pause number {@code n}, counted from 1: between half and all of what the doubling gives. */
    Duration pause(int n) {
        Duration doubled = first.multipliedBy(1L << Math.min(n - 1, MOST_DOUBLINGS));
        long longest = Cancellation.shorter(doubled, most).toNanos();
        return Duration.ofNanos((long) (longest * (1 + random.getAsDouble()) / 2));
    }
}
