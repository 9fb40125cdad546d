package io.querybatch.results.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.query.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowCodecTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, "null", ""),
                arguments("a", "\"a\"", "a"),
                arguments("a \"b\"", "\"a \\\"b\\\"\"", "\"a \"\"b\"\"\""),
                arguments("a,b", "\"a,b\"", "\"a,b\""),
                arguments("a\r\nb", "\"a\\r\\nb\"", "\"a\r\nb\""),
                arguments("é😀", "\"é😀\"", "é😀"),
                arguments("\\", "\"\\\\\"", "\\"),
                arguments(7L, "7", "7"),
                arguments(7, "7", "7"),
                arguments(Long.MIN_VALUE, "-9223372036854775808", "-9223372036854775808"),
                arguments(1.5, "1.5", "1.5"),
                arguments(Double.NaN, "null", "NaN"),
                arguments(Double.POSITIVE_INFINITY, "null", "Infinity"),
                arguments(new BigDecimal("1.50"), "1.50", "1.50"),
                arguments(
                        new BigDecimal("123456789012345678901234567890.12"),
                        "123456789012345678901234567890.12",
                        "123456789012345678901234567890.12"),
                arguments(new BigInteger("9".repeat(30)), "9".repeat(30), "9".repeat(30)),
                arguments(true, "true", "true"),
                arguments(LocalDate.of(2026, 1, 2), "\"2026-01-02\"", "2026-01-02"),
                arguments(LocalDateTime.of(2026, 1, 2, 3, 4, 5), "\"2026-01-02 03:04:05\"", "2026-01-02 03:04:05"),
                arguments(
                        OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
                        "\"2026-01-02 01:04:05\"",
                        "2026-01-02 01:04:05"),
                arguments(LocalTime.of(3, 4, 5), "\"03:04:05\"", "03:04:05"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesEveryTypeOfValue(Object value, String json, String csv) throws IOException {
        assertThat(encode(OutputFormat.JSON, List.<Object[]>of(new Object[] {"x", value, "y"})))
                .isEqualTo("[\"x\"," + json + ",\"y\"]");
        assertThat(encode(OutputFormat.CSV, List.<Object[]>of(new Object[] {"x", value, "y"})))
                .isEqualTo("x," + csv + ",y\r\n");
    }

    @Test
    void csvNumbersAreNeverScientific() throws IOException {
        assertThat(encode(OutputFormat.CSV, List.<Object[]>of(new Object[] {new BigDecimal("1E+5")})))
                .isEqualTo("100000\r\n");
    }

    @Test
    void jsonRowsHaveCommasBetweenThem() throws IOException {
        assertThat(encode(OutputFormat.JSON, List.of(new Object[] {1L}, new Object[] {2L}, new Object[] {3L})))
                .isEqualTo("[1],[2],[3]");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void noRowsAreNoBytes(OutputFormat format) throws IOException {
        assertThat(encode(format, List.of())).isEmpty();
    }

    @Test
    void namesItsMediaType() {
        assertThat(Formats.codec(OutputFormat.JSON).mediaType()).isEqualTo("application/json");
        assertThat(Formats.codec(OutputFormat.CSV).mediaType()).isEqualTo("text/csv; charset=utf-8; header=present");
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void leavesTheStreamBelowOpen(OutputFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new IllegalStateException("closed");
            }
        };

        try (RowCodec.RowEncoder encoder = Formats.codec(format).encoder(out)) {
            encoder.write(new Object[] {1L});
        }
        assertThat(out.size()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "KEYJSON", "NDJSON", "CSV", "TSV", "HTML"})
    void flushHandsEverythingDown(OutputFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowCodec.RowEncoder encoder = Formats.codec(format).encoder(out)) {
            encoder.flush();
            assertThat(out.size()).isZero();
            encoder.write(new Object[] {"a"});
            encoder.flush();
            int size = out.size();
            assertThat(size).isGreaterThanOrEqualTo(2);
            encoder.flush();
            assertThat(out.size()).isEqualTo(size);
        }
    }

    @Property(tries = 100)
    void charactersSurviveTheEndsOfBuffers(@ForAll @IntRange(max = 200) int before) throws IOException {
        String text = "x".repeat(before) + "😀é漢".repeat(5_000);
        String half = text + "😀".charAt(0);
        assertThat(encode(OutputFormat.JSON, List.of(new Object[] {text}, new Object[] {half})))
                .isEqualTo("[\"" + text + "\"],[\"" + text + "?\"]");
    }

    @Property(tries = 300)
    void findsTheEndOfEveryRow(@ForAll("texts") List<List<String>> texts) throws IOException {
        List<Object[]> rows = texts.stream().map(List::toArray).toList();
        for (OutputFormat format : Formats.ROWS) {
            RowCodec codec = Formats.codec(format);
            List<Integer> expected = new ArrayList<>();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (RowCodec.RowEncoder encoder = codec.encoder(out)) {
                for (Object[] row : rows) {
                    encoder.write(row);
                    encoder.flush();
                    expected.add(out.size() - 1);
                }
            }
            assertThat(ends(codec, out.toByteArray())).as(format.name()).isEqualTo(expected);
        }
    }

    private static List<Integer> ends(RowCodec codec, byte[] bytes) {
        List<Integer> ends = new ArrayList<>();
        RowCodec.RowEnds finder = codec.rowEnds();
        for (int i = 0; i < bytes.length; i++) {
            if (finder.isEnd(bytes[i])) {
                ends.add(i);
            }
        }
        return ends;
    }

    @Provide
    Arbitrary<List<List<String>>> texts() {
        Arbitrary<String> text = Arbitraries.of(
                        "\"", ",", "\n", "\r", "\\", "[", "]", "{", "x", " ", "é", "😀", "'", "\\u0022")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .injectNull(0.1);
        return text.list().ofMinSize(1).ofMaxSize(3).list().ofMaxSize(6);
    }

    private static String encode(OutputFormat format, List<Object[]> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowCodec.RowEncoder encoder = Formats.codec(format).encoder(out)) {
            for (Object[] row : rows) {
                encoder.write(row);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
