package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import java.time.Duration;
import java.util.Locale;

/**
 * How a data source fares, as one node knows it: nodes do not tell each other.
 *
 * @param breaker whether the source is asked
 * @param since how long that has been so; null: it was never otherwise since the node started
 * @param untilTrial of a source that is left alone: after which time the next query tries it; otherwise null
 * @param retriesLeft how many queries more may run again at once
 * @param mostRetries how many that are when nothing has failed lately
 * @param lastFailure the last failure that tells of the source, or null
 */
public record SourceHealth(
        Breaker breaker,
        Duration since,
        Duration untilTrial,
        long retriesLeft,
        long mostRetries,
        LastFailure lastFailure) {

    /** Whether a source is asked. */
    public enum Breaker {
        /** It is. */
        CLOSED,
        /** It is left alone. */
        OPEN,
        /** A few queries try it. */
        HALF_OPEN;

        /** The name in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A failure.
     *
     * @param code what it was
     * @param age how long ago
     */
    public record LastFailure(ErrorCode code, Duration age) {}
}
