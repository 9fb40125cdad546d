package io.querybatch.connectors;

/**
 * Reads one data source. Safe for use by many threads; each scan has a statement of its own. Every connector is either a
 * {@link SqlConnector} or a {@link QueryConnector}, and both are open to be implemented elsewhere.
 */
public sealed interface Connector extends AutoCloseable permits SqlConnector, QueryConnector {

    /** Whether the source could be reached when it was last asked. */
    default boolean available() {
        return true;
    }

    /** Gives back connections, files and memory; running scans fail. */
    @Override
    void close();
}
