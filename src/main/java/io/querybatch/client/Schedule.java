package io.querybatch.client;

import java.time.Instant;
import java.util.List;

/**
 * A schedule as the server tells of it.
 *
 * @param missedRuns {@code skip} or {@code run_once}
 * @param overlap {@code skip} or {@code allow}
 * @param lastDueTime the latest due time that something was made of, or null
 * @param lastBatchId the latest batch, or null; it may be forgotten
 * @param nextRunTime null while it is paused
 * @param nextRuns the next five; none in lists
 */
public record Schedule(
        String recurrenceId,
        String description,
        String tenant,
        String cron,
        String timezone,
        boolean paused,
        String missedRuns,
        String overlap,
        Instant createdTime,
        Instant changedTime,
        Instant lastDueTime,
        String lastBatchId,
        Instant nextRunTime,
        List<Instant> nextRuns) {}
