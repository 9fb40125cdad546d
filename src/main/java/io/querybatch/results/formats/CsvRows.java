package io.querybatch.results.formats;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as RFC 4180 lines: CRLF, UTF-8, quoted where needed; null is an empty cell (contract A7). */
final class CsvRows implements RowCodec {

    private final List<ResultColumn> columns;
    private final ResultLayout layout;

    CsvRows(List<ResultColumn> columns, ResultLayout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    @Override
    public byte[] head(long total, boolean rowsFollow) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        if (!layout.noHeaders()) {
            try (RowEncoder encoder = encoder(header)) {
                encoder.write(columns.stream().map(ResultColumn::name).toArray());
            }
        }
        return header.toByteArray();
    }

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new Encoder(out, layout.safeCells());
    }

    @Override
    public RowEnds rowEnds() {
        return new Ends();
    }

    @Override
    public String mediaType() {
        return "text/csv; charset=utf-8; header=" + (layout.noHeaders() ? "absent" : "present");
    }

    @Override
    public int separator() {
        return -1;
    }

    private static final class Encoder implements RowEncoder {

        private final Writer text;
        private final CsvWriter csv;
        private final boolean safe;

        Encoder(OutputStream out, boolean safe) {
            this.safe = safe;
            text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        }

        @Override
        public void write(Object[] row) throws IOException {
            String[] cells = new String[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = row[i] == null ? null : SafeCell.text(row[i], safe);
            }
            try {
                csv.writeRecord(cells);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        @Override
        public void flush() throws IOException {
            csv.flush();
            text.flush();
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

    private static final class Ends implements RowEnds {

        private boolean quoted;

        @Override
        public boolean isEnd(byte next) {
            if (next == '"') {
                quoted = !quoted;
            }
            return next == '\n' && !quoted;
        }
    }
}
