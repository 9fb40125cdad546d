package io.querybatch.batches;

import io.querybatch.query.DateRange;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A result, or a page of it, on its way to the caller. The rows are copied as they were written; only what stands around
 * them is made now: the header row and, in JSON, {@code meta} (contract B §3.2). An empty result has no header.
 */
final class ResultPage implements StreamingOutput {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final StoredResult result;
    private final long offset;
    private final long limit;
    private final byte[] head;
    private final byte[] tail;

    private ResultPage(StoredResult result, long offset, long limit, byte[] head, byte[] tail) {
        this.result = result;
        this.offset = offset;
        this.limit = limit;
        this.head = head;
        this.tail = tail;
    }

    /** Prepares the answer; the result is closed when it has been written. */
    static ResultPage of(String requestId, BatchQuery query, StoredResult result, long offset, long limit)
            throws IOException {
        RowCodec codec = RowCodec.of(result.format());
        List<String> names = result.columns().stream().map(ResultColumn::name).toList();
        boolean empty = result.summary().rows() == 0;
        byte[] header = empty ? new byte[0] : codec.header(names);
        if (result.format() == OutputFormat.CSV) {
            return new ResultPage(result, offset, limit, codec.header(names), new byte[0]);
        }
        boolean rowsFollow = offset < result.summary().rows();
        String meta = meta(requestId, query, result).toString();
        String head = "{\"meta\":" + meta + ",\"data\":[" + new String(header, StandardCharsets.UTF_8)
                + (rowsFollow ? "," : "");
        return new ResultPage(result, offset, limit, bytes(head), bytes("]}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (result) {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
            buffered.write(head);
            result.copyRows(offset, limit, buffered);
            buffered.write(tail);
            buffered.flush();
        }
    }

    private static JsonObject meta(String requestId, BatchQuery query, StoredResult result) {
        boolean empty = result.summary().rows() == 0;
        JsonObjectBuilder measures = Json.createObjectBuilder()
                .add("total_columns", empty ? 0 : result.summary().columns())
                // The published service counts the header row here (contract A6).
                .add("total_rows", empty ? 0 : result.summary().rows() + 1)
                .add(
                        "run_seconds",
                        Duration.between(query.started(), query.ended()).toMillis() / 1000.0)
                .addNull("data_sampled")
                .add("cache_used", false)
                .addNull("cache_time");
        return Json.createObjectBuilder()
                .add("request_id", requestId)
                .add("schedule_id", query.id().toString())
                .add("status_code", query.state().name())
                .add("query", asked(query.spec(), result.columns()))
                .add("result", measures)
                .build();
    }

    private static JsonObjectBuilder asked(QuerySpec spec, List<ResultColumn> columns) {
        DateRange dates = spec.dates();
        return Json.createObjectBuilder()
                .add("start_date", dates == null ? JsonValue.NULL : text(dates.start()))
                .add("end_date", dates == null ? JsonValue.NULL : text(dates.end()))
                .add("ds_accounts", Json.createArrayBuilder(spec.accounts()))
                .add("ds_segments", Json.createArrayBuilder())
                .add("fields", fields(columns))
                .addNull("compare_type")
                .addNull("compare_show")
                .addNull("compare_start_date")
                .addNull("compare_end_date")
                .add("settings", Json.createObjectBuilder())
                .addNull("cache_minutes");
    }

    private static JsonArrayBuilder fields(List<ResultColumn> columns) {
        JsonArrayBuilder fields = Json.createArrayBuilder();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            fields.add(Json.createObjectBuilder()
                    .add("id", column.fieldId())
                    .add("field_id", column.fieldId())
                    .add("field_name", column.name())
                    .add("field_type", column.kind())
                    .add("field_split", "row")
                    .add("data_type", column.dataType())
                    .add("data_column", i)
                    .add("visible", true));
        }
        return fields;
    }

    private static JsonValue text(Object value) {
        return Json.createValue(value.toString());
    }
}
