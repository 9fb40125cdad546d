package io.querybatch.batches;

import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.CancelProof;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.time.Instant;

/**
 * A query of a batch as it stands.
 *
 * @param id its id
 * @param item the item it belongs to
 * @param format format of its result
 * @param state its state
 * @param attempt number of its latest attempt, 0 before the first
 * @param started when its latest attempt began, or null
 * @param ended when it ended, or null
 * @param end how it ended, or null
 * @param waiting why it does not run, while it is QUEUED; or null
 */
public record BatchQuery(
        ScheduleId id,
        BatchItem item,
        OutputFormat format,
        QueryState state,
        int attempt,
        Instant started,
        Instant ended,
        End end,
        Waiting waiting) {

    /** What it asks. */
    public QuerySpec spec() {
        return item.query(id.n());
    }

    /** How a query ended. */
    public sealed interface End {}

    /**
     * With a result.
     *
     * @param key whose the result is
     * @param lead number of the query whose scan it came from, its own unless it shared one
     * @param rows data rows
     * @param columns columns
     * @param bytes size of the rows
     * @param source where it comes from
     * @param asOf when the data source was asked for it
     */
    public record Result(ResultKey key, int lead, long rows, int columns, long bytes, AnswerSource source, Instant asOf)
            implements End {}

    /**
     * Without one.
     *
     * @param failure why
     * @param cancel how it was stopped, or null
     */
    public record Failure(QueryFailure failure, CancelProof cancel) implements End {}
}
