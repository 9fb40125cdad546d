package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;

/**
 * Rows with tabs between the cells and a line feed behind them. Cells are never quoted: a tab, a line break or a backslash
 * inside one is written as {@code \\t}, {@code \\n}, {@code \\r}, {@code \\\\}; null is an empty cell.
 */
final class TsvRows implements RowCodec {

    private final List<ResultColumn> columns;
    private final ResultLayout layout;

    TsvRows(List<ResultColumn> columns, ResultLayout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new TextLines(out, this::line);
    }

    private void line(Object[] row, Writer out) throws IOException {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                out.write('\t');
            }
            if (row[i] != null) {
                out.write(escaped(SafeCell.text(row[i], layout.safeCells())));
            }
        }
        out.write('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    @Override
    public RowEnds rowEnds() {
        return RowEnds.LINES;
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
    public String mediaType() {
        return "text/tab-separated-values; charset=utf-8";
    }

    @Override
    public int separator() {
        return -1;
    }
}
