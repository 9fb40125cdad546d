package io.querybatch.downloads;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.QueryView;
import io.querybatch.http.JsonbResolver;
import io.querybatch.query.ScheduleId;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What is in an archive and what is missing. It comes last, when that is known; until then it is kept compressed, for a batch
 * may have a hundred thousand queries.
 */
final class Manifest {

    /** Its name in the archive, which no result has. */
    static final String NAME = "manifest.json";

    private static final Jsonb JSON = new JsonbResolver().getContext(Query.class);

    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final OutputStream queries = new DeflaterOutputStream(compressed);
    private int files;
    private int missing;

    /**
     * One query: {@code file} and its measures, or what is missing and why.
     *
     * @param file name in the archive, or null
     * @param rows data rows
     * @param bytes size of the file
     * @param sha256 of the file, in hexadecimal digits
     * @param missing why there is no file, or null
     */
    @JsonbPropertyOrder({"scheduleId", "id", "statusCode", "splitInfo", "file", "rows", "bytes", "sha256", "missing"})
    public record Query(
            String scheduleId,
            String id,
            String statusCode,
            QueryView.SplitInfo splitInfo,
            String file,
            Long rows,
            Long bytes,
            String sha256,
            QueryView.ErrorInfo missing) {}

    /** What is said of the whole. */
    @JsonbPropertyOrder({
        "batchId",
        "requestId",
        "statusCode",
        "outcome",
        "queryOutputFormat",
        "queryAmount",
        "files",
        "missing",
        "complete"
    })
    public record Head(
            String batchId,
            String requestId,
            BatchState statusCode,
            String outcome,
            String queryOutputFormat,
            int queryAmount,
            int files,
            int missing,
            boolean complete) {}

    /** Notes a file. */
    void add(BatchQuery query, String file, long bytes, String sha256) throws IOException {
        long rows = ((BatchQuery.Result) query.end()).rows();
        note(query, file, rows, bytes, sha256, null);
        files++;
    }

    /** Notes that a query has no file. */
    void addMissing(BatchQuery query, QueryView.ErrorInfo why) throws IOException {
        note(query, null, null, null, null, why);
        missing++;
    }

    private void note(BatchQuery query, String file, Long rows, Long bytes, String sha256, QueryView.ErrorInfo why)
            throws IOException {
        ScheduleId id = query.id();
        String line = JSON.toJson(new Query(
                id.toString(),
                query.item().key(),
                query.state().name(),
                QueryView.splitInfo(query),
                file,
                rows,
                bytes,
                sha256,
                why));
        queries.write(((files + missing == 0 ? "\n" : ",\n") + line).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it; nothing can be noted any more. {@code batch} is as it was when its last query was looked at. */
    void write(String requestId, Batch batch, OutputStream out) throws IOException {
        queries.close();
        String head = JSON.toJson(new Head(
                batch.id().value(),
                requestId,
                batch.state(),
                batch.outcome(),
                batch.options().format().wireName(),
                batch.queryAmount(),
                files,
                missing,
                missing == 0));
        out.write((head.substring(0, head.length() - 1) + ",\"queries\":[").getBytes(StandardCharsets.UTF_8));
        new InflaterInputStream(new ByteArrayInputStream(compressed.toByteArray())).transferTo(out);
        out.write("\n]}\n".getBytes(StandardCharsets.UTF_8));
    }
}
