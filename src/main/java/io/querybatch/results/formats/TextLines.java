package io.querybatch.results.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Rows as lines of UTF-8 text. */
final class TextLines implements RowCodec.RowEncoder {

    private final Writer out;
    private final Line line;

    /** Writes one row with its line break. */
    interface Line {
        void write(Object[] row, Writer out) throws IOException;
    }

    TextLines(OutputStream out, Line line) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.line = line;
    }

    @Override
    public void write(Object[] row) throws IOException {
        line.write(row, out);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void finish() throws IOException {
        flush();
    }

    /** The stream below is not ours to close. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
