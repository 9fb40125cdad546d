package io.querybatch.connectors;

import org.jooq.SQLDialect;

/** A connector to an engine that is asked in SQL. */
public non-sealed interface SqlConnector extends Connector {

    /** The dialect in which this connector wants its SQL. */
    SQLDialect dialect();

    /**
     * Makes a scan ready to run, without waiting for rows; the caller registers the handle for cancelling, then asks for
     * {@link RunningScan#rows()}, and closes it in every case.
     *
     * @throws ScanException if the source cannot be reached
     */
    RunningScan start(Scan scan) throws ScanException;
}
