package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows of a plain table in a small document; nothing in a cell is ever markup. */
final class HtmlRows implements RowCodec {

    private final List<ResultColumn> columns;
    private final boolean noHeaders;

    HtmlRows(List<ResultColumn> columns, boolean noHeaders) {
        this.columns = columns;
        this.noHeaders = noHeaders;
    }

    @Override
    public RowEncoder encoder(OutputStream out) {
        return new TextLines(out, HtmlRows::line);
    }

    private static void line(Object[] row, Writer out) throws IOException {
        out.write("<tr>");
        for (Object value : row) {
            out.write("<td>");
            out.write(value == null ? "" : escaped(CellText.of(value)));
            out.write("</td>");
        }
        out.write("</tr>\n");
    }

    /** Line breaks as well: rows are lines. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;");
    }

    @Override
    public RowEnds rowEnds() {
        return RowEnds.LINES;
    }

    @Override
    public byte[] head(long total, boolean rowsFollow) {
        StringBuilder head = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Result</title></head><body><table>\n");
        if (!noHeaders) {
            head.append("<thead><tr>");
            columns.forEach(
                    column -> head.append("<th>").append(escaped(column.name())).append("</th>"));
            head.append("</tr></thead>\n");
        }
        return head.append("<tbody>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tail() {
        return "</tbody></table></body></html>\n".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String mediaType() {
        return "text/html; charset=utf-8";
    }

    @Override
    public int separator() {
        return -1;
    }
}
