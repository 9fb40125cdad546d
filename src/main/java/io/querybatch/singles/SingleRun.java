package io.querybatch.singles;

import io.querybatch.query.BatchId;
import java.time.Duration;
import java.time.Instant;

/**
 * One run of a single query.
 *
 * @param batch the batch of which it is the only query
 * @param spec what it asks, as stored
 * @param format wire name of the format it is written in
 * @param ended when it ended, or null
 * @param succeeded whether it ended with a result
 */
public record SingleRun(BatchId batch, String spec, String format, Instant ended, boolean succeeded) {

    boolean isActive() {
        return ended == null;
    }

    /** Whether it asks for the same rows in the same form. */
    boolean asks(String otherSpec, String otherFormat) {
        return spec.equals(otherSpec) && format.equals(otherFormat);
    }

    /** Whether it is still going on, or ended not longer ago than {@code freshness}. */
    boolean isFresh(Instant now, Duration freshness) {
        return isActive() || !ended.plus(freshness).isBefore(now);
    }
}
