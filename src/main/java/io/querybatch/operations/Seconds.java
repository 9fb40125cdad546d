package io.querybatch.operations;

import java.time.Duration;

/** Durations as they stand in answers. */
final class Seconds {

    private Seconds() {}

    /** With three decimals; null for none. */
    static Double of(Duration duration) {
        return duration == null ? null : Double.valueOf(duration.toMillis() / 1e3);
    }
}
