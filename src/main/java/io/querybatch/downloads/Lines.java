package io.querybatch.downloads;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.Cursor;
import io.querybatch.batches.QueryView;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.JsonbResolver;
import io.querybatch.results.StoredResult;
import io.querybatch.singles.ReadableResults;
import jakarta.json.bind.Jsonb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One line a query: what the status tells of it, its rows, and the cursor from which to go on behind it. */
final class Lines {

    private static final Jsonb JSON = new JsonbResolver().getContext(QueryView.class);

    private final ReadableResults results;
    private final Download download;

    Lines(ReadableResults results, Download download) {
        this.results = results;
        this.download = download;
    }

    /** Why something could not be read, in the words of an answer. */
    static QueryView.ErrorInfo errorInfo(ServiceException e) {
        return new QueryView.ErrorInfo(
                e.code().status(),
                e.code().name(),
                e.code().message(),
                e.description().orElse(null),
                null);
    }

    /**
     * Writes the line of a query that has ended. What cannot be read is told in {@code data_error}.
     *
     * @param behind where those that ended later are found
     * @throws ServiceException SERVICE_UNAVAILABLE if the results cannot be read now; then nothing was written
     * @throws IOException if reading ended in the middle of the rows, or the reader has gone
     */
    void write(BatchQuery query, Cursor behind, OutputStream out) throws IOException {
        if (!(query.end() instanceof BatchQuery.Result) || !RowsAsJson.isPossible(query.format())) {
            begin(query, behind, out);
            text("}\n", out);
            return;
        }
        StoredResult opened;
        try {
            opened = results.openVerified(download.caller(), query);
        } catch (ServiceException e) {
            if (e.code() == ErrorCode.SERVICE_UNAVAILABLE) {
                throw e;
            }
            begin(query, behind, out);
            text(",\"data_error\":" + JSON.toJson(errorInfo(e)) + "}\n", out);
            return;
        }
        try (StoredResult result = opened) {
            begin(query, behind, out);
            text(",\"data\":", out);
            RowsAsJson.write(result, out);
            text("}\n", out);
        }
    }

    /** Everything but the rows and the closing brace. */
    private void begin(BatchQuery query, Cursor behind, OutputStream out) throws IOException {
        String view = JSON.toJson(QueryView.of(query, download.links()));
        text("{\"cursor\":\"" + behind + "\"," + view.substring(1, view.length() - 1), out);
    }

    /** Writes the last line. */
    static void writeEnd(FeedEnd end, OutputStream out) throws IOException {
        text("{\"meta\":" + JSON.toJson(end) + "}\n", out);
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
