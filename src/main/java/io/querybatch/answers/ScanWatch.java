package io.querybatch.answers;

import io.querybatch.connectors.RunningScan;

/** Is told which scan of a query is under way, so that the query can be stopped from another thread. */
public interface ScanWatch {

    /** A scan is about to run; if the query is to stop, the watch cancels it here. */
    void attach(RunningScan scan);

    /** The scan is done with and must not be cancelled any more. */
    void detach();
}
