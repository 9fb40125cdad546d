package io.querybatch.connectors;

import org.jooq.SQLDialect;

/** Reads one data source. Safe for use by many threads; each scan has a statement of its own. */
public interface Connector extends AutoCloseable {

    /** The dialect in which this connector wants its SQL. */
    SQLDialect dialect();

    /**
     * Makes a scan ready to run, without waiting for rows; the caller registers the handle for cancelling, then asks for
     * {@link RunningScan#rows()}, and closes it in every case.
     *
     * @throws ScanException if the source cannot be reached
     */
    RunningScan start(Scan scan) throws ScanException;

    /** Whether the source could be reached when it was last asked. */
    default boolean available() {
        return true;
    }

    /** Gives back connections, files and memory; running scans fail. */
    @Override
    void close();
}
