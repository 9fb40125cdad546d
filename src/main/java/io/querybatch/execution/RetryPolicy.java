package io.querybatch.execution;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a query that failed in passing runs again: after a pause that doubles with every attempt, shortened at random by up
 * to half, so that the queries of a source that was away do not all come back at once.
 *
 * @param maxAttempts most attempts of one query, whatever ended them
 * @param first pause after the first attempt
 * @param longest longest pause
 * @param random numbers from 0 to 1
 */
record RetryPolicy(int maxAttempts, Duration first, Duration longest, DoubleSupplier random) {

    boolean allows(int attempt) {
        return attempt < maxAttempts;
    }

    /** The pause after an attempt, counted from 1. */
    Duration pause(int attempt) {
        double doubled = (double) first.toMillis() * Math.pow(2, attempt - 1);
        double full = Math.min((double) longest.toMillis(), doubled);
        return Duration.ofMillis(Math.round(full * (1 - random.getAsDouble() / 2)));
    }
}
