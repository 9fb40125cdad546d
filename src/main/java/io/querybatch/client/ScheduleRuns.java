package io.querybatch.client;

import java.time.Instant;
import java.util.List;

/** What was made of the latest due times of a schedule, newest first. */
public record ScheduleRuns(List<Run> data) {

    /**
     * What was made of a due time.
     *
     * @param outcome {@code submitted}, {@code missed}, {@code overlap} or {@code refused}
     * @param dueTime null when somebody asked for the run
     * @param lateSeconds 0 then as well
     * @param missed earlier due times that nothing was made of since the run before
     * @param batchId the batch, or null; it may be forgotten
     * @param errorInfo why there is none, or null
     */
    public record Run(
            String outcome,
            Instant dueTime,
            Instant runTime,
            long lateSeconds,
            int missed,
            String batchId,
            ErrorInfo errorInfo) {}

    /** As a submission would have been refused. */
    public record ErrorInfo(int status, String code, String message, String description) {}
}
