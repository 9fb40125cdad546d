package io.querybatch.results.formats;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One format's way to write rows, to find their ends again, and to frame them when they are served. */
public interface RowCodec {

    /** The codec of a layout. */
    static RowCodec of(ResultLayout layout, List<ResultColumn> columns) {
        return switch (layout.format().made()) {
            case JSON -> layout.objectRows() ? JsonRows.named(columns) : JsonRows.arrays(columns, layout.noHeaders());
            case KEYJSON -> JsonRows.keyed(columns);
            case NDJSON -> new NdjsonRows(columns);
            case CSV -> new CsvRows(columns, layout);
            case TSV -> new TsvRows(columns, layout);
            case HTML -> new HtmlRows(columns, layout.noHeaders());
            case XLSX -> new XlsxDocument(columns, layout);
            case PARQUET -> new ParquetDocument(columns);
            case TABLEAU, POWERBI, QLIK -> throw new IllegalStateException("an alias of another format");
        };
    }

    /** Begins to write rows to {@code out}, which stays open when the encoder is closed. */
    RowEncoder encoder(OutputStream out) throws IOException;

    /** A fresh finder of row ends, for bytes that begin at the begin of a row or its separator. */
    RowEnds rowEnds();

    /**
     * What stands before the rows when they are served.
     *
     * @param total data rows of the whole result: an empty one has no header where the contract says so
     * @param rowsFollow whether any row follows
     */
    default byte[] head(long total, boolean rowsFollow) throws IOException {
        return new byte[0];
    }

    /** What stands behind the rows when they are served. */
    default byte[] tail() {
        return new byte[0];
    }

    /** Media type with its parameters, as {@code Content-Type} says it. */
    String mediaType();

    /** The byte between two rows that is not part of either; -1 when each row carries its own end. */
    int separator();

    /** Writes one row after the other. */
    interface RowEncoder extends AutoCloseable {
        void write(Object[] row) throws IOException;

        /** Hands everything written so far to the stream below, as far as the format can. */
        void flush() throws IOException;

        /** Ends the rows; what was not ended means nothing. */
        void finish() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Is fed one byte after the other and tells when a row has ended. */
    @FunctionalInterface
    interface RowEnds {

        /** Rows that end with a line break and have none inside. */
        RowEnds LINES = next -> next == '\n';

        /** Whether {@code next} is the last byte of a row. */
        boolean isEnd(byte next);
    }
}
