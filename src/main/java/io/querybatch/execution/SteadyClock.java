package io.querybatch.execution;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Measures durations: it starts at a given moment and never goes back, whoever sets the server's time meanwhile. By a clock
 * that is set back for an hour, pauses that were to take seconds would take an hour.
 */
final class SteadyClock extends Clock {

    private final Instant start;
    private final long startNanos = System.nanoTime();

    SteadyClock(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("durations have no zone");
    }
}
