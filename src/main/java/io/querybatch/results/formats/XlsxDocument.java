package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.UnfitValueException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook, streamed: rows that fill a sheet go on in the next one. */
final class XlsxDocument implements RowCodec {

    private static final int ROWS_PER_SHEET = 1_048_576;
    private static final int LONGEST_TEXT = 32_767;
    private static final int FLUSH_EVERY = 1_000;

    private final List<ResultColumn> columns;
    private final ResultLayout layout;

    XlsxDocument(List<ResultColumn> columns, ResultLayout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    @Override
    public RowEncoder encoder(OutputStream out) throws IOException {
        return new Encoder(out);
    }

    @Override
    public RowEnds rowEnds() {
        throw new UnsupportedOperationException("a document has no pages");
    }

    @Override
    public String mediaType() {
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }

    @Override
    public int separator() {
        return -1;
    }

    private final class Encoder implements RowEncoder {

        private final Workbook workbook;
        private Worksheet sheet;
        private int sheets;
        private int nextRow;

        Encoder(OutputStream out) throws IOException {
            workbook = new Workbook(new Unclosed(out), "Querybatch", "1.0");
            nextSheet();
        }

        private void nextSheet() throws IOException {
            if (sheet != null) {
                sheet.finish();
            }
            sheets++;
            sheet = workbook.newWorksheet(sheets == 1 ? "Result" : "Result " + sheets);
            nextRow = 0;
            if (!layout.noHeaders()) {
                for (int i = 0; i < columns.size(); i++) {
                    sheet.value(0, i, columns.get(i).name());
                }
                nextRow = 1;
            }
        }

        @Override
        public void write(Object[] row) throws IOException {
            if (nextRow == ROWS_PER_SHEET) {
                nextSheet();
            }
            for (int i = 0; i < row.length; i++) {
                writeValue(i, row[i]);
            }
            nextRow++;
            if (nextRow % FLUSH_EVERY == 0) {
                sheet.flush();
            }
        }

        private void writeValue(int column, Object value) throws IOException {
            if (value instanceof Long || value instanceof BigDecimal || value instanceof BigInteger) {
                sheet.value(nextRow, column, (Number) value);
            } else if (value instanceof Double number) {
                if (Double.isFinite(number)) {
                    sheet.value(nextRow, column, number);
                }
            } else if (value instanceof Boolean flag) {
                sheet.value(nextRow, column, flag);
            } else if (value instanceof LocalDate date) {
                sheet.value(nextRow, column, date);
                sheet.style(nextRow, column).format("yyyy-mm-dd").set();
            } else if (value instanceof LocalDateTime time) {
                sheet.value(nextRow, column, time);
                sheet.style(nextRow, column).format("yyyy-mm-dd hh:mm:ss").set();
            } else if (value != null) {
                sheet.value(nextRow, column, text(column, value));
            }
        }

        private String text(int column, Object value) throws UnfitValueException {
            String text = SafeCell.text(value, layout.safeCells());
            if (text.length() > LONGEST_TEXT) {
                throw new UnfitValueException("Column \"" + columns.get(column).name() + "\" has a text of more than "
                        + LONGEST_TEXT + " characters, which a workbook cannot hold; ask for another format.");
            }
            return text;
        }

        @Override
        public void flush() {
            // Parts of a document mean nothing.
        }

        @Override
        public void finish() throws IOException {
            workbook.finish();
        }

        @Override
        public void close() {
            // What is not finished is thrown away.
        }
    }

    /** The workbook closes its stream, which is not its own. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
