package io.querybatch.webhooks;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts: they double, and chance shortens them, so that those that failed together do not come again together.
 *
 * @param first longest first pause
 * @param most longest pause of all
 * @param random from 0 up to but not 1
 */
record Pauses(Duration first, Duration most, DoubleSupplier random) {

    private static final int MOST_DOUBLINGS = 30;

    /**
     * The pause after attempt number {@code attempt}, counted from 1: between half and all of what the doubling gives, and no
     * less than the receiver asked for, within the longest.
     */
    Duration after(int attempt, Duration retryAfter) {
        Duration doubled = shorter(first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS)), most);
        Duration own = Duration.ofMillis((long) (doubled.toMillis() * (1 + random.getAsDouble()) / 2));
        Duration asked = shorter(retryAfter, most);
        return own.compareTo(asked) < 0 ? asked : own;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
