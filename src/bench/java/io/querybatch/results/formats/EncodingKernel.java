package io.querybatch.results.formats;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A thousand rows in the formats that are asked for most, beside joining their cells with commas. */
@State(Scope.Benchmark)
public class EncodingKernel {

    private static final int ROWS = 1_000;
    private static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("date", "Date", "dim", "string.time.date"),
            new ResultColumn("origin", "Airport", "dim", "string.text.value"),
            new ResultColumn("flights", "Flights", "met", "int.number.value"),
            new ResultColumn("on_time_ratio", "On time", "met", "float.number.ratio"));

    private static Object[] row(int number) {
        return new Object[] {LocalDate.of(2001, 1, 1).plusDays(number), "O'Hare " + number, (long) number, number / 7.0
        };
    }

    /** What no format can do without. */
    @Benchmark
    public byte[] plainText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < ROWS; i++) {
            StringBuilder line = new StringBuilder();
            for (Object cell : row(i)) {
                line.append(cell).append(',');
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /** Arrays. */
    @Benchmark
    public byte[] json() throws IOException {
        return encoded(OutputFormat.JSON);
    }

    /** Comma-separated values. */
    @Benchmark
    public byte[] csv() throws IOException {
        return encoded(OutputFormat.CSV);
    }

    private static byte[] encoded(OutputFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowCodec.RowEncoder encoder =
                RowCodec.of(ResultLayout.of(format), COLUMNS).encoder(out)) {
            for (int i = 0; i < ROWS; i++) {
                encoder.write(row(i));
            }
            encoder.finish();
        }
        return out.toByteArray();
    }
}
