package io.querybatch.results.formats;

import io.querybatch.query.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One format's way to write rows and to find their ends again. */
public interface RowCodec {

    /** The codec of a format. */
    static RowCodec of(OutputFormat format) {
        return switch (format) {
            case JSON -> new JsonRows();
            case CSV -> new CsvRows();
        };
    }

    /** Begins to write rows to {@code out}, which stays open when the encoder is closed. */
    RowEncoder encoder(OutputStream out) throws IOException;

    /** A fresh finder of row ends, for bytes that begin at the begin of a row or its separator. */
    RowEnds rowEnds();

    /** The header row as the format writes it, ready to stand before the rows. */
    default byte[] header(List<String> names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RowEncoder encoder = encoder(bytes)) {
            encoder.write(names.toArray());
        }
        return bytes.toByteArray();
    }

    /** Media type with charset, as {@code Content-Type} says it. */
    String mediaType();

    /** The byte between two rows that is not part of either; -1 when each row carries its own end. */
    int separator();

    /** Writes one row after the other. */
    interface RowEncoder extends AutoCloseable {
        void write(Object[] row) throws IOException;

        /** Hands everything written so far to the stream below. */
        void flush() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Is fed one byte after the other and tells when a row has ended. */
    @FunctionalInterface
    interface RowEnds {
        /** Whether {@code next} is the last byte of a row. */
        boolean isEnd(byte next);
    }
}
