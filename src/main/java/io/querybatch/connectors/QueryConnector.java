package io.querybatch.connectors;

/** A connector to a service that takes whole queries, knows its own fields and accounts, and computes by itself. */
public non-sealed interface QueryConnector extends Connector {

    /**
     * Makes a query ready to run, without waiting for rows; the caller registers the handle for cancelling, then asks for
     * {@link RunningScan#rows()}, and closes it in every case. The columns of the rows are the query's fields in the order
     * asked for.
     *
     * @throws ScanException if the source cannot be reached
     */
    RunningScan start(RemoteQuery query) throws ScanException;
}
