package io.querybatch.results.blocks;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultSummary;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands behind the rows of a result and describes them.
 *
 * @param layout how the rows are written
 * @param columns the columns
 * @param summary rows, columns and bytes
 * @param crc32c checksum of the row bytes
 * @param blocks byte offset of every {@link #ROWS_PER_BLOCK}th row, beginning with row 0
 * @param blockChecksums checksum of the bytes from each of these to the next, or to the end; empty in old files
 */
record Footer(
        ResultLayout layout,
        List<ResultColumn> columns,
        ResultSummary summary,
        long crc32c,
        List<Long> blocks,
        List<Long> blockChecksums) {

    /** Looked up once: {@code Json} searches the class path at every call. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /** A page is found by seeking to its block and skipping fewer rows than this. */
    static final int ROWS_PER_BLOCK = 1_000;

    private static final int MAGIC = 0x51425231; // "QBR1"

    /** Byte offset of a block; of the one after the last, the end of the rows. */
    long blockStart(long block) {
        return block < blocks.size() ? blocks.get((int) block) : summary.bytes();
    }

    ByteBuffer withTrailer() {
        return Trailer.of(ByteBuffer.wrap(toBytes()), MAGIC);
    }

    /** Finds it at the end of a result. */
    static Footer read(ResultBytes result) throws IOException {
        Trailer trailer = Trailer.read(result, MAGIC);
        Footer footer = fromBytes(trailer.description());
        if (footer.summary().bytes() != trailer.start()) {
            throw new CorruptResultException("rows and footer disagree");
        }
        return footer;
    }

    private byte[] toBytes() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject()
                    .write("format", layout.format().wireName())
                    .write("no_headers", layout.noHeaders())
                    .write("object_rows", layout.objectRows())
                    .write("safe_cells", layout.safeCells())
                    .write("rows", summary.rows())
                    .write("bytes", summary.bytes())
                    .write("crc32c", crc32c)
                    .writeStartArray("columns");
            columns.forEach(column -> write(json, column));
            json.writeEnd();
            write(json, "blocks", blocks);
            write(json, "block_crc32c", blockChecksums);
            json.writeEnd();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, ResultColumn column) {
        json.writeStartObject()
                .write("field_id", column.fieldId())
                .write("name", column.name())
                .write("kind", column.kind())
                .write("data_type", column.dataType())
                .writeEnd();
    }

    private static void write(JsonGenerator json, String name, List<Long> numbers) {
        json.writeStartArray(name);
        numbers.forEach(json::write);
        json.writeEnd();
    }

    private static Footer fromBytes(ByteBuffer bytes) throws CorruptResultException {
        try (JsonReader reader = JSON.createReader(
                new StringReader(StandardCharsets.UTF_8.decode(bytes).toString()))) {
            JsonObject json = reader.readObject();
            List<ResultColumn> columns = json.getJsonArray("columns").getValuesAs(JsonObject.class).stream()
                    .map(Footer::column)
                    .toList();
            return new Footer(
                    layout(json),
                    columns,
                    new ResultSummary(number(json, "rows"), columns.size(), number(json, "bytes")),
                    number(json, "crc32c"),
                    numbers(json, "blocks"),
                    numbers(json, "block_crc32c"));
        } catch (RuntimeException e) {
            throw new CorruptResultException("unreadable footer", e);
        }
    }

    /** Older servers wrote only the format. */
    private static ResultLayout layout(JsonObject json) {
        return new ResultLayout(
                OutputFormat.parse(json.getString("format")).orElseThrow(),
                json.getBoolean("no_headers", false),
                json.getBoolean("object_rows", false),
                json.getBoolean("safe_cells", false));
    }

    private static ResultColumn column(JsonObject json) {
        return new ResultColumn(
                json.getString("field_id"),
                json.getString("name"),
                json.getString("kind"),
                json.getString("data_type"));
    }

    private static List<Long> numbers(JsonObject json, String name) {
        JsonArray array = json.getJsonArray(name);
        return array == null ? List.of() : array.getValuesAs(JsonNumber::longValueExact);
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }
}
