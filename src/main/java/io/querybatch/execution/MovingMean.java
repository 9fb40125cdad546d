package io.querybatch.execution;

import java.time.Duration;

/** A mean of what was measured lately, in nanoseconds: each new measurement counts for one part in four. */
record MovingMean(long nanos) {

    private static final int WEIGHT = 4;

    /** {@code before} is null with the first measurement. */
    static MovingMean of(MovingMean before, Duration measured) {
        long more = measured.toNanos();
        return before == null ? new MovingMean(more) : new MovingMean(before.nanos + (more - before.nanos) / WEIGHT);
    }
}
