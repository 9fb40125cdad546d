package io.querybatch.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A query of a batch, after splitting. What the server does not say is null, 0 or empty.
 *
 * @param scheduleId its name, by which its result is found
 * @param id the caller's own name of the item that it came from
 * @param statusCode {@code QUEUED}, {@code RUNNING}, {@code SUCCESS} or {@code FAILURE}
 * @param waitingFor why it is still queued
 * @param errorInfo with FAILURE only
 * @param resultInfo with SUCCESS only
 */
public record BatchQuery(
        String scheduleId,
        String id,
        String statusCode,
        String waitingFor,
        long position,
        int attempt,
        Instant queryStartTime,
        Instant queryEndTime,
        SplitInfo splitInfo,
        ErrorInfo errorInfo,
        ResultInfo resultInfo) {

    /** What of its item the query covers. */
    public record SplitInfo(List<String> dsAccounts, LocalDate startDate, LocalDate endDate) {}

    /** Why there is no result. {@code description} is for people; {@code cancel} says how a cancelled query ended. */
    public record ErrorInfo(int status, String code, String message, String description, String cancel) {}

    /** What the result measures and where it is. */
    public record ResultInfo(
            long totalRows,
            int totalColumns,
            long bytes,
            String source,
            Instant asOf,
            List<String> excludedAccounts,
            String resultsUrl) {}

    /** Whether it has a result. */
    public boolean hasSucceeded() {
        return "SUCCESS".equals(statusCode);
    }
}
