package io.querybatch.downloads;

import io.querybatch.query.OutputFormat;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The rows of a stored result as one JSON value without line breaks: those of the JSON formats as an array, what
 * {@code /query/results} has in {@code data}; those of text formats as one text. Documents are none.
 */
final class RowsAsJson {

    private static final String HEX = "0123456789abcdef";

    private RowsAsJson() {}

    /** Whether the rows of a format can be a JSON value. */
    static boolean isPossible(OutputFormat format) {
        return format.paged();
    }

    static void write(StoredResult result, OutputStream out) throws IOException {
        switch (result.layout().format().made()) {
            case JSON -> {
                out.write('[');
                copy(result, out);
                out.write(']');
            }
            case KEYJSON -> copy(result, out);
            case NDJSON -> {
                out.write('[');
                copy(result, new LinesWithCommas(out));
                out.write(']');
            }
            case CSV, TSV, HTML -> {
                out.write('"');
                copy(result, new Quoted(out));
                out.write('"');
            }
            default -> throw new IllegalArgumentException("a document is no JSON");
        }
    }

    private static void copy(StoredResult result, OutputStream out) throws IOException {
        RowCodec codec = RowCodec.of(result.layout(), result.columns());
        long rows = result.summary().rows();
        out.write(codec.head(rows, rows > 0));
        result.copyRows(0, Long.MAX_VALUE, out);
        out.write(codec.tail());
    }

    /** Lines, each with its end, become values with commas between them. */
    private static final class LinesWithCommas extends FilterOutputStream {

        private boolean ended;

        LinesWithCommas(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (ended) {
                out.write(',');
            }
            ended = b == '\n';
            if (!ended) {
                out.write(b);
            }
        }
    }

    /** UTF-8 as it stands in a JSON text. */
    private static final class Quoted extends FilterOutputStream {

        Quoted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            int next = b & 0xFF;
            switch (next) {
                case '"', '\\' -> {
                    out.write('\\');
                    out.write(next);
                }
                case '\n' -> escape('n');
                case '\r' -> escape('r');
                case '\t' -> escape('t');
                default -> {
                    if (next < 0x20) {
                        escape('u');
                        out.write('0');
                        out.write('0');
                        out.write(HEX.charAt(next >> 4));
                        out.write(HEX.charAt(next & 0xF));
                    } else {
                        out.write(next);
                    }
                }
            }
        }

        private void escape(char letter) throws IOException {
            out.write('\\');
            out.write(letter);
        }
    }
}
