package io.querybatch.connectors;

import io.querybatch.hosts.ForHosts;

/** A statement at its data source, held by the thread that reads it and cancellable from any other. */
@ForHosts(since = "0.1")
public interface RunningScan extends AutoCloseable {

    /**
     * Runs the statement and waits for the first row or the end of the result. Call once.
     *
     * @throws ScanException if the source refuses or fails, or the scan was cancelled or ran out of time
     */
    RowCursor rows() throws ScanException;

    /**
     * Stops the statement at its source. Safe from any thread, before, during and after {@link #rows()}; a scan cancelled
     * before it ran does not run.
     *
     * @return whether the source confirmed to have taken the order; false when nobody can tell
     */
    boolean cancel();

    @Override
    void close();
}
