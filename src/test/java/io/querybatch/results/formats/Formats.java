package io.querybatch.results.formats;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import java.util.List;
import java.util.stream.IntStream;

/** Formats to test with. */
public final class Formats {

    /** Every format that is made of rows. */
    public static final List<OutputFormat> ROWS = List.of(
            OutputFormat.JSON,
            OutputFormat.KEYJSON,
            OutputFormat.NDJSON,
            OutputFormat.CSV,
            OutputFormat.TSV,
            OutputFormat.HTML);

    private Formats() {}

    public static RowCodec codec(OutputFormat format, List<ResultColumn> columns) {
        return RowCodec.of(ResultLayout.of(format), columns);
    }

    /** With a few columns {@code c0}, {@code c1} and so on. */
    public static RowCodec codec(OutputFormat format) {
        return codec(
                format,
                IntStream.range(0, 5)
                        .mapToObj(i -> new ResultColumn("c" + i, "Column " + i, "dim", "string.text.value"))
                        .toList());
    }
}
