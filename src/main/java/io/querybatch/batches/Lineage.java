package io.querybatch.batches;

import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;

/**
 * What a batch was made of, if not of a submission.
 *
 * @param retryOf the batch whose failed queries these are, or null
 * @param copyOf the batch of which this one is a copy, or null
 * @param recurrence the schedule that made it, or null
 */
public record Lineage(BatchId retryOf, BatchId copyOf, RecurrenceId recurrence) {

    /** A submission. */
    public static final Lineage NONE = new Lineage(null, null, null);

    static Lineage retryOf(BatchId other) {
        return new Lineage(other, null, null);
    }

    static Lineage copyOf(BatchId other) {
        return new Lineage(null, other, null);
    }

    /** A due time of a schedule. */
    public static Lineage of(RecurrenceId recurrence) {
        return new Lineage(null, null, recurrence);
    }
}
