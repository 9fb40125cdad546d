package io.querybatch.connectors;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.hosts.ForHosts;
import java.util.List;

/** A connector to a service that takes whole queries, knows its own fields and accounts, and computes by itself. */
@ForHosts(since = "0.1")
public non-sealed interface QueryConnector extends Connector {

    /**
     * Makes a query ready to run, without waiting for rows; the caller registers the handle for cancelling, then asks for
     * {@link RunningScan#rows()}, and closes it in every case. The columns of the rows are the query's fields in the order
     * asked for.
     *
     * @throws ScanException if the source cannot be reached
     */
    RunningScan start(RemoteQuery query) throws ScanException;

    /**
     * The accounts the service has, in its order; asked for when the catalog says {@code accounts: remote}.
     *
     * @throws ScanException if it cannot tell
     */
    List<Account> accounts() throws ScanException;

    /**
     * The fields the service has, in its order; asked for when the catalog says {@code fields: remote}.
     *
     * @throws ScanException if it cannot tell
     */
    List<FieldDefinition> fields() throws ScanException;
}
