package io.querybatch.client;

import java.time.Instant;

/**
 * A batch as the server tells of it. What the server does not say is null, 0 or false.
 *
 * @param statusCode {@code QUEUED}, {@code RUNNING} or {@code STOPPED}
 * @param outcome null until it has stopped, then {@code completed}, {@code completed_with_errors}, {@code cancelled} or
 *     {@code timed_out}
 * @param expiresTime when it is forgotten, with its results; null until it has stopped
 * @param retryOf id of the batch that this one repeats, or null
 * @param recurrenceId id of the schedule that made it, or null
 * @param eta when it is going to end; null unless it runs and enough is known
 */
public record Batch(
        String batchId,
        String statusCode,
        boolean paused,
        String outcome,
        String description,
        String tenant,
        Instant scheduleTime,
        Instant startTime,
        Instant endTime,
        Instant cancelTime,
        Instant expiresTime,
        Instant resultsDeletedTime,
        String splitAccountsPolicy,
        String splitDatesPolicy,
        int timeoutMinutes,
        int queryAmount,
        int queryConcurrency,
        int effectiveConcurrency,
        String queryOutputFormat,
        int retentionHours,
        String retryOf,
        String recurrenceId,
        Progress progress,
        Eta eta) {

    /** Whether nothing of it will run any more. */
    public boolean hasStopped() {
        return "STOPPED".equals(statusCode);
    }
}
