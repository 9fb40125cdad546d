package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A complete result, open for reading. Belongs to one thread. */
@ForHosts(since = "0.1")
public interface StoredResult extends AutoCloseable {

    ResultLayout layout();

    List<ResultColumn> columns();

    ResultSummary summary();

    /**
     * Reads everything once and compares it with its checksum: after the first byte is sent nobody can be told.
     *
     * @throws CorruptResultException if it is not what was written
     */
    void verify() throws IOException;

    /**
     * The same for no more than a page needs, wherever it is.
     *
     * @param offset first row, from 0
     * @param limit most rows
     * @throws CorruptResultException if they are not what was written
     */
    void verify(long offset, long limit) throws IOException;

    /**
     * Copies a stretch of what was written, without header and frame.
     *
     * @param start first byte, from 0
     * @param length number of bytes; the stretch must not reach beyond {@link ResultSummary#bytes}
     */
    void copyBytes(long start, long length, OutputStream out) throws IOException;

    /** Hands over everything as it is stored, with what stands behind the rows. */
    void copyStored(ByteSink to) throws IOException;

    /** Takes bytes. */
    @ForHosts(since = "0.1")
    @FunctionalInterface
    interface ByteSink {

        /** Takes all remaining bytes; they may be altered once this returns. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /**
     * Copies encoded rows, as the format separates them, without header and frame.
     *
     * @param offset first row, from 0; beyond the end nothing is copied
     * @param limit most rows to copy
     */
    void copyRows(long offset, long limit, OutputStream out) throws IOException;

    @Override
    void close() throws IOException;
}
