package io.querybatch.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.formats.Formats;
import io.querybatch.results.formats.RowCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every result store must do with pages, wherever the blocks of a result begin and end. */
public abstract class ResultPagesContract extends ResultStoreContract {

    private static final List<String> NASTY = List.of(
            "", " ", "plain", "\"", "\"\"", "a,b", "a\nb", "a\r\nb", "\r", "\n", "\\", "\\\"", "\\\\\"", "[", "]",
            "],[", "\"],[\"", "{}", "é", "😀", "\u0000", "\u2028", "'", ";", "\t", "#");

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void everyPageIsASliceOfTheRows(OutputFormat format) throws IOException {
        Random random = new Random(42);
        List<Object[]> rows = randomRows(random, 3_456);
        List<String> encoded = encoded(format, rows);
        write(KEY, format, rows);

        try (StoredResult result = store().open(KEY).orElseThrow()) {
            for (long offset :
                    List.of(0L, 1L, 998L, 999L, 1_000L, 1_001L, 1_999L, 2_000L, 3_000L, 3_455L, 3_456L, 9_999L)) {
                for (long limit : List.of(0L, 1L, 2L, 999L, 1_000L, 1_001L, 5_000L)) {
                    assertPage(result, format, encoded, offset, limit);
                }
            }
            for (int i = 0; i < 100; i++) {
                assertPage(result, format, encoded, random.nextInt(3_600), random.nextInt(1_500));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000, 1_001, 2_000})
    void pagesMeetWhereverTheResultEnds(int count) throws IOException {
        List<Object[]> rows = randomRows(new Random(count), count);
        for (OutputFormat format : Formats.ROWS) {
            List<String> encoded = encoded(format, rows);
            write(KEY, format, rows);
            try (StoredResult result = store().open(KEY).orElseThrow()) {
                for (long limit : List.of(1L, 2L, 1_000L)) {
                    assertPage(result, format, encoded, Math.max(0, count - 1), limit);
                    assertPage(result, format, encoded, count, limit);
                }
                assertPage(result, format, encoded, 0, count);
                assertPage(result, format, encoded, 0, count - 1L);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void limitMayBeAsLargeAsItCan(OutputFormat format) throws IOException {
        List<Object[]> rows = randomRows(new Random(1), 10);
        write(KEY, format, rows);

        try (StoredResult result = store().open(KEY).orElseThrow()) {
            assertPage(result, format, encoded(format, rows), 3, Long.MAX_VALUE);
        }
    }

    private static void assertPage(
            StoredResult result, OutputFormat format, List<String> encoded, long offset, long limit)
            throws IOException {
        int from = (int) Math.min(offset, encoded.size());
        int to = (int) (limit >= encoded.size() - from ? encoded.size() : from + limit);
        String separator = Formats.codec(format, COLUMNS).separator() == ',' ? "," : "";
        assertThat(page(result, offset, limit))
                .as("%s rows from %s", limit, offset)
                .isEqualTo(String.join(separator, encoded.subList(from, to)));
    }

    /** Each row as it is encoded alone. */
    protected static List<String> encoded(OutputFormat format, List<Object[]> rows) throws IOException {
        List<String> encoded = new ArrayList<>();
        for (Object[] row : rows) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (RowCodec.RowEncoder encoder = Formats.codec(format, COLUMNS).encoder(out)) {
                encoder.write(row);
            }
            encoded.add(out.toString(StandardCharsets.UTF_8));
        }
        return encoded;
    }

    protected static List<Object[]> randomRows(Random random, int count) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {nasty(random), nasty(random), random.nextInt(4) == 0 ? null : random.nextLong()});
        }
        return rows;
    }

    private static String nasty(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            text.append(NASTY.get(random.nextInt(NASTY.size())));
        }
        return random.nextInt(10) == 0 ? null : text.toString();
    }
}
