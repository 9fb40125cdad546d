package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.results.filesystem.FilesystemResultStore;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsAsJsonTest {

    private static final ResultKey KEY = new ResultKey(new ScheduleId(new BatchId("qrb_0123456789abcdef0123"), 1), 7);

    private static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("name", "Name \"x\"", "dim", "string.text.value"),
            new ResultColumn("delay", "Delay", "met", "float.number.value"));

    /** Every character that JSON, CSV or HTML treats in its own way, and one outside of the basic plane. */
    private static final String ODD = "a\"b\\c\r\nd\te\u0001f,<g>&é\uD83D\uDE00\u2028";

    @TempDir
    private Path folder;

    private JsonValue json(OutputFormat format, boolean objectRows, Object[]... rows) throws IOException {
        ResultStore store = new FilesystemResultStore(folder, 1_000_000);
        ResultLayout layout = new ResultLayout(format, false, objectRows, false);
        try (ResultWriter writer = store.create(KEY, layout, COLUMNS)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
            writer.complete();
        }
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            RowsAsJson.write(result, out);
            String text = out.toString(StandardCharsets.UTF_8);
            assertThat(text).doesNotContain("\n", "\r");
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                return reader.readValue();
            }
        }
    }

    private static JsonValue parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }

    @Test
    void jsonRowsAreAnArrayWithTheirHeader() throws IOException {
        assertThat(json(OutputFormat.JSON, false, new Object[] {"ORD", 1.5}, new Object[] {null, 2}))
                .isEqualTo(parsed("[[\"Name \\\"x\\\"\",\"Delay\"],[\"ORD\",1.5],[null,2]]"));
        assertThat(json(OutputFormat.JSON, false)).isEqualTo(JsonValue.EMPTY_JSON_ARRAY);
        assertThat(json(OutputFormat.JSON, true, new Object[] {"ORD", 1.5}, new Object[] {null, 2}))
                .isEqualTo(
                        parsed("[{\"Name \\\"x\\\"\":\"ORD\",\"Delay\":1.5},{\"Name \\\"x\\\"\":null,\"Delay\":2}]"));
    }

    @ParameterizedTest
    @EnumSource(names = {"KEYJSON", "NDJSON", "POWERBI"})
    void rowsOfTheOtherJsonFormatsAreAnArrayOfObjects(OutputFormat format) throws IOException {
        assertThat(json(format, false, new Object[] {"O\nR", 1.5}, new Object[] {null, 2}))
                .isEqualTo(parsed("[{\"name\":\"O\\nR\",\"delay\":1.5},{\"name\":null,\"delay\":2}]"));
        assertThat(json(format, false)).isEqualTo(JsonValue.EMPTY_JSON_ARRAY);
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "TSV", "HTML", "TABLEAU", "QLIK"})
    void textsAreOneText(OutputFormat format) throws IOException {
        String text = ((JsonString) json(format, false, new Object[] {ODD, 1.5}, new Object[] {"LAX", 2})).getString();
        assertThat(text).contains("\u0001f", "é\uD83D\uDE00\u2028", "LAX", "1.5");
        assertThat(text).startsWith(format == OutputFormat.HTML ? "<" : format == OutputFormat.TSV ? "Name" : "\"Name");
    }

    @Test
    void csvIsWhatTheFileHas() throws IOException {
        String text = ((JsonString) json(OutputFormat.CSV, false, new Object[] {ODD, 1.5})).getString();
        assertThat(text).isEqualTo("\"Name \"\"x\"\"\",Delay\r\n\"" + ODD.replace("\"", "\"\"") + "\",1.5\r\n");
    }

    @Test
    void documentsAreNone() {
        assertThat(RowsAsJson.isPossible(OutputFormat.XLSX)).isFalse();
        assertThat(RowsAsJson.isPossible(OutputFormat.PARQUET)).isFalse();
    }
}
