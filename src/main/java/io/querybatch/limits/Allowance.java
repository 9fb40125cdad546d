package io.querybatch.limits;

import java.time.Duration;

/**
 * Whether a request is let through, and what is left then.
 *
 * @param rate of what
 * @param left requests that may follow in this hour; of no meaning if there is no limit of an hour
 * @param reset until the next hour
 * @param pause null if it is let through, else until it is worth while to come again
 */
public record Allowance(Rate rate, long left, Duration reset, Duration pause) {

    /** Whether the request is let through. */
    public boolean granted() {
        return pause == null;
    }
}
