package io.querybatch.execution;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A server's own idea of how time passes: never quite right. It does not jump, for {@link SteadyClock} does not. */
final class DriftingClock extends Clock {

    private final SimulatedTime time;
    private final double rate;
    private final long offset;

    /** {@code rate}: how many seconds it counts in a second. */
    DriftingClock(SimulatedTime time, double rate, long offset) {
        this.time = time;
        this.rate = rate;
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(offset + (long) (rate * time.now()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
