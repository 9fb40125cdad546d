package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.query.OutputFormat;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import io.querybatch.singles.Conditions.Stretch;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A result, or a page of it, on its way to the caller. The rows are copied as they were written; only what stands around
 * them is made now: the frame of the format and, in JSON, {@code meta} (contract B §3.2).
 */
final class ResultPage implements StreamingOutput {

    static final int BUFFER_BYTES = 64 * 1024;

    private final StoredResult result;
    private final RowPage page;
    private final RowCodec codec;
    private final String before;
    private final byte[] head;
    private final String after;

    private ResultPage(StoredResult result, RowPage page, RowCodec codec, String before, byte[] head, String after) {
        this.result = result;
        this.page = page;
        this.codec = codec;
        this.before = before;
        this.head = head;
        this.after = after;
    }

    /** Prepares the answer; the result is closed when it has been written. */
    static ResultPage of(RunQuestion question, BatchQuery query, StoredResult result) throws IOException {
        RowCodec codec = RowCodec.of(result.layout(), result.columns());
        RowPage page = question.page();
        long rows = result.summary().rows();
        byte[] head = codec.head(rows, page.offset() < rows && page.limit() > 0);
        if (result.layout().format() != OutputFormat.JSON) {
            return new ResultPage(result, page, codec, "", head, "");
        }
        String meta = DataMeta.of(question, query, result).toString();
        return new ResultPage(result, page, codec, "{\"meta\":" + meta + ",\"data\":[", head, "]}");
    }

    String mediaType() {
        return codec.mediaType();
    }

    /** Whether the same question always gives the same bytes; {@code meta} has an id of its own in every answer. */
    boolean isRepeatable() {
        return before.isEmpty() && page.isAll();
    }

    /** Bytes of a page that is repeatable. */
    long length() {
        return head.length + result.summary().bytes() + codec.tail().length;
    }

    /** Writes a stretch of a page that is repeatable. */
    void write(Stretch stretch, OutputStream out) throws IOException {
        try (result) {
            long rows = result.summary().bytes();
            long start = stretch.start();
            long end = start + stretch.length();
            writeSlice(head, start, end, out);
            long from = Math.max(0, start - head.length);
            long to = Math.min(rows, end - head.length);
            if (from < to) {
                result.copyBytes(from, to - from, out);
            }
            long tailAt = head.length + rows;
            writeSlice(codec.tail(), start - tailAt, end - tailAt, out);
        }
    }

    private static void writeSlice(byte[] bytes, long start, long end, OutputStream out) throws IOException {
        int from = (int) Math.max(0, Math.min(start, bytes.length));
        int to = (int) Math.max(from, Math.min(end, bytes.length));
        out.write(bytes, from, to - from);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (result) {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
            buffered.write(before.getBytes(StandardCharsets.UTF_8));
            buffered.write(head);
            result.copyRows(page.offset(), page.limit(), buffered);
            buffered.write(codec.tail());
            buffered.write(after.getBytes(StandardCharsets.UTF_8));
            buffered.flush();
        }
    }
}
