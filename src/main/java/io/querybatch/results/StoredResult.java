package io.querybatch.results;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A complete result, open for reading. Belongs to one thread. */
public interface StoredResult extends AutoCloseable {

    ResultLayout layout();

    List<ResultColumn> columns();

    ResultSummary summary();

    /**
     * Reads all rows once and compares them with their checksum: after the first byte is sent nobody can be told.
     *
     * @throws CorruptResultException if they are not what was written
     */
    void verify() throws IOException;

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
