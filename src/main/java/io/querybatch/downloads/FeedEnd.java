package io.querybatch.downloads;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.Progress;
import io.querybatch.batches.QueryView;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * The last line of an answer with results, without which it was cut off.
 *
 * @param requestId id of the request
 * @param complete whether everything of the batch has been delivered, up to here and before {@code after}
 * @param cursor where to go on
 * @param statusCode state of the batch
 * @param outcome how it ended, or null
 * @param progress its queries by state
 * @param error what kept the rest from being delivered, or null
 */
@JsonbPropertyOrder({"requestId", "complete", "cursor", "statusCode", "outcome", "progress", "error"})
public record FeedEnd(
        String requestId,
        boolean complete,
        String cursor,
        BatchState statusCode,
        String outcome,
        Progress progress,
        QueryView.ErrorInfo error) {

    static FeedEnd of(Download download, Batch batch, Cursor cursor, boolean complete, QueryView.ErrorInfo error) {
        return new FeedEnd(
                download.requestId(),
                complete,
                cursor.toString(),
                batch.state(),
                batch.outcome(),
                batch.progress(),
                error);
    }
}
