package io.querybatch.batches;

import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import java.time.Instant;
import java.util.Set;

/**
 * A batch as it stands.
 *
 * @param id its id
 * @param tenant whose it is
 * @param options what the caller chose
 * @param dataSources ids of the data sources it asks
 * @param queryAmount number of queries after splitting
 * @param state its state
 * @param paused whether nothing new of it starts
 * @param outcome how it ended; null until STOPPED
 * @param progress its queries by state
 * @param change number of its latest change; grows with every one of it or of a query
 * @param retryOf the batch whose failed queries these are, or null
 * @param recurrence the schedule that made it, or null
 * @param times when what happened
 * @param eta when it is going to end; null unless it runs and enough is known
 */
public record Batch(
        BatchId id,
        String tenant,
        BatchOptions options,
        Set<String> dataSources,
        int queryAmount,
        BatchState state,
        boolean paused,
        String outcome,
        Progress progress,
        long change,
        BatchId retryOf,
        RecurrenceId recurrence,
        Times times,
        Eta eta) {

    /**
     * When what happened, by the clock of the store; null for what has not happened.
     *
     * @param scheduled accepted; never null
     * @param started first query claimed
     * @param ended last query ended
     * @param cancelled the caller cancelled it
     * @param expires results are kept until then
     * @param resultsDeleted the caller deleted the results
     */
    public record Times(
            Instant scheduled,
            Instant started,
            Instant ended,
            Instant cancelled,
            Instant expires,
            Instant resultsDeleted) {}
}
