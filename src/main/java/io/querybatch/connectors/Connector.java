package io.querybatch.connectors;

import io.querybatch.hosts.ForHosts;
import java.util.Optional;

/**
 * Reads one data source. Safe for use by many threads; each scan has a statement of its own. Every connector is either a
 * {@link SqlConnector} or a {@link QueryConnector}, and both are open to be implemented elsewhere.
 */
@ForHosts(since = "0.1")
public sealed interface Connector extends AutoCloseable permits SqlConnector, QueryConnector {

    /** Whether the source could be reached when it was last asked. */
    default boolean available() {
        return true;
    }

    /**
     * Changes whenever the data does; as long as it is the same, an answer may be given again. Empty when there is no telling:
     * then only its age says whether it may.
     */
    default String dataVersion() {
        return "";
    }

    /** Its connections at this moment; empty if it has no pool of its own. */
    default Optional<PoolUse> pool() {
        return Optional.empty();
    }

    /** Gives back connections, files and memory; running scans fail. */
    @Override
    void close();
}
