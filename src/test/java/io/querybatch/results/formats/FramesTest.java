package io.querybatch.results.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.UnfitValueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole results in every format, as they are served. */
class FramesTest {

    private static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("day", "Day", "dim", "string.time.date"),
            new ResultColumn("name", "A \"b\" <c>", "dim", "string.text.value"),
            new ResultColumn("amount", "Amount", "met", "int.number.value"),
            new ResultColumn("amount", "Amount", "met", "float.currency.value"));

    private static final List<Object[]> ROWS = List.of(
            new Object[] {
                LocalDate.of(2024, 1, 31), "é😀 \"q\"\t<b>&\n\\", 9_007_199_254_740_993L, new BigDecimal("1.50")
            },
            new Object[] {null, "=1+1", null, new BigDecimal("-3")});

    @TempDir
    private Path folder;

    private static byte[] whole(ResultLayout layout, List<Object[]> rows) throws IOException {
        RowCodec codec = RowCodec.of(layout, COLUMNS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(codec.head(rows.size(), !rows.isEmpty()));
        try (RowCodec.RowEncoder encoder = codec.encoder(out)) {
            for (Object[] row : rows) {
                encoder.write(row);
            }
            encoder.finish();
        }
        out.write(codec.tail());
        return out.toByteArray();
    }

    private static String text(OutputFormat format) throws IOException {
        return new String(whole(ResultLayout.of(format), ROWS), StandardCharsets.UTF_8);
    }

    private static String text(OutputFormat format, boolean noHeaders, boolean objects, boolean safe)
            throws IOException {
        return new String(whole(new ResultLayout(format, noHeaders, objects, safe), ROWS), StandardCharsets.UTF_8);
    }

    @Test
    void jsonHasAHeaderRowUnlessItIsNotWanted() throws IOException {
        String rows = "[\"2024-01-31\",\"é😀 \\\"q\\\"\\t<b>&\\n\\\\\",9007199254740993,1.50],[null,\"=1+1\",null,-3]";
        assertThat(text(OutputFormat.JSON)).isEqualTo("[\"Day\",\"A \\\"b\\\" <c>\",\"Amount\",\"Amount\"]," + rows);
        assertThat(text(OutputFormat.JSON, true, false, false)).isEqualTo(rows);
        assertThat(whole(ResultLayout.of(OutputFormat.JSON), List.of())).isEmpty();
    }

    @Test
    void jsonObjectsAreKeyedByNames() throws IOException {
        assertThat(text(OutputFormat.JSON, false, true, false))
                .startsWith("{\"Day\":\"2024-01-31\",\"A \\\"b\\\" <c>\":")
                .endsWith("},{\"Day\":null,\"A \\\"b\\\" <c>\":\"=1+1\",\"Amount\":null,\"Amount 2\":-3}");
    }

    @Test
    void keyjsonIsAListOfObjectsKeyedByIds() throws IOException {
        assertThat(text(OutputFormat.KEYJSON))
                .startsWith("[{\"day\":\"2024-01-31\",\"name\":")
                .endsWith("},{\"day\":null,\"name\":\"=1+1\",\"amount\":null,\"amount 2\":-3}]");
        assertThat(whole(ResultLayout.of(OutputFormat.KEYJSON), List.of()))
                .asString()
                .isEqualTo("[]");
        assertThat(text(OutputFormat.POWERBI)).isEqualTo(text(OutputFormat.KEYJSON));
    }

    @Test
    void ndjsonIsOneObjectALine() throws IOException {
        List<String> lines = List.of(text(OutputFormat.NDJSON).split("\n", -1));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("{\"day\":\"2024-01-31\",")
                .endsWith(",\"amount\":9007199254740993,\"amount 2\":1.50}");
        assertThat(lines.get(1)).isEqualTo("{\"day\":null,\"name\":\"=1+1\",\"amount\":null,\"amount 2\":-3}");
        assertThat(lines.get(2)).isEmpty();
    }

    @Test
    void csvIsThatOfTheRfc() throws IOException {
        String rows = "2024-01-31,\"é😀 \"\"q\"\"\t<b>&\n\\\",9007199254740993,1.50\r\n,=1+1,,-3\r\n";
        assertThat(text(OutputFormat.CSV)).isEqualTo("Day,\"A \"\"b\"\" <c>\",Amount,Amount\r\n" + rows);
        assertThat(text(OutputFormat.TABLEAU)).isEqualTo(text(OutputFormat.CSV));
        assertThat(text(OutputFormat.CSV, true, false, true)).isEqualTo(rows.replace("=1+1", "'=1+1"));
    }

    @Test
    void tsvNeverQuotes() throws IOException {
        assertThat(text(OutputFormat.TSV))
                .isEqualTo("Day\tA \"b\" <c>\tAmount\tAmount\n"
                        + "2024-01-31\té😀 \"q\"\\t<b>&\\n\\\\\t9007199254740993\t1.50\n\t=1+1\t\t-3\n");
    }

    @Test
    void htmlIsATableWithoutMarkupInItsCells() throws IOException {
        assertThat(text(OutputFormat.HTML))
                .startsWith("<!doctype html>")
                .contains("<th>A &quot;b&quot; &lt;c&gt;</th>")
                .contains("<td>é😀 &quot;q&quot;\t&lt;b&gt;&amp;&#10;\\</td>")
                .endsWith("</tbody></table></body></html>\n");
        assertThat(text(OutputFormat.HTML, true, false, false)).doesNotContain("<th");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"=1+1, '=1+1", "+x, '+x", "-x, '-x", "@x, '@x", "-1, -1", "+1.5e3, +1.5e3", "-.5, -.5", "a=b, a=b"
            })
    void neutralisesFormulasOnly(String value, String safe) {
        assertThat(SafeCell.text(value, true)).isEqualTo(safe);
        assertThat(SafeCell.text(value, false)).isEqualTo(value);
    }

    @Test
    void neutralisesCellsThatBeginWithATab() {
        assertThat(SafeCell.text("\t=1", true)).isEqualTo("'\t=1");
        assertThat(SafeCell.text("\r=1", true)).isEqualTo("'\r=1");
    }

    @Test
    void xlsxIsReadByOthers() throws IOException {
        byte[] bytes = whole(new ResultLayout(OutputFormat.XLSX, false, false, true), ROWS);
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            List<Row> rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(3);
            assertThat(rows.get(0).getCellText(1)).isEqualTo("A \"b\" <c>");
            assertThat(rows.get(1).getCellAsDate(0).orElseThrow().toLocalDate()).isEqualTo("2024-01-31");
            assertThat(rows.get(1).getCellText(1)).isEqualTo("é😀 \"q\"\t<b>&\n\\");
            assertThat(rows.get(1).getCellAsNumber(3).orElseThrow()).isEqualByComparingTo("1.50");
            assertThat(rows.get(2).getCellText(1)).isEqualTo("'=1+1");
        }
    }

    @Test
    void xlsxRefusesATextThatIsTooLong() {
        Object[] row = {null, "x".repeat(32_768), null, null};
        assertThatThrownBy(() -> whole(ResultLayout.of(OutputFormat.XLSX), List.<Object[]>of(row)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("A \"b\" <c>");
    }

    private List<String> parquet(byte[] bytes, String sql) throws IOException, SQLException {
        Path file = folder.resolve("result.parquet");
        Files.write(file, bytes);
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("FILE", "'" + file + "'"))) {
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(rows.getObject(i)));
                }
                lines.add(String.join("|", cells));
            }
        }
        return lines;
    }

    @Test
    void parquetHasTypedColumns() throws IOException, SQLException {
        byte[] bytes = whole(ResultLayout.of(OutputFormat.PARQUET), ROWS);
        assertThat(parquet(bytes, "select column_name, column_type from (describe select * from FILE)"))
                .containsExactly("day|DATE", "name|VARCHAR", "amount|BIGINT", "amount 2|DOUBLE");
        assertThat(parquet(bytes, "select * from FILE"))
                .containsExactly("2024-01-31|é😀 \"q\"\t<b>&\n\\|9007199254740993|1.5", "null|=1+1|null|-3.0");
        assertThat(parquet(bytes, "select distinct compression from parquet_metadata(FILE)"))
                .containsExactly("ZSTD");
        assertThat(parquet(whole(ResultLayout.of(OutputFormat.PARQUET), List.of()), "select count(*) from FILE"))
                .containsExactly("0");
    }

    @Test
    void parquetRefusesWhatIsNoNumber() {
        Object[] row = {null, "x", new BigDecimal("1.5"), null};
        assertThatThrownBy(() -> whole(ResultLayout.of(OutputFormat.PARQUET), List.<Object[]>of(row)))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("Amount");
    }
}
