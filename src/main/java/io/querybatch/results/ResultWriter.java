package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** Takes the rows of one attempt. Closing without {@link #complete()} leaves nothing behind. */
@ForHosts(since = "0.1")
public interface ResultWriter extends AutoCloseable {

    /**
     * Appends a row.
     *
     * @param row one value for each column, of the types that {@code RowCursor} delivers
     * @throws ResultTooLargeException if the result would pass the limit on its size
     * @throws IOException if the store fails
     */
    void write(Object[] row) throws IOException;

    /** Makes the result complete and durable: once this returns it survives a crash. */
    ResultSummary complete() throws IOException;

    @Override
    void close() throws IOException;
}
