package io.querybatch.connectors;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.hosts.ForHosts;

/** Makes the connectors of one kind. An extension point: a CDI bean of this type adds a kind (docs/architecture.md). */
@ForHosts(since = "0.1")
public interface ConnectorFactory {

    /** The kind, as {@code connector:} of a catalog file names it. */
    String kind();

    /**
     * Whether its data sources are asked for their accounts and fields when the catalog is first used, instead of before the server is
     * ready. What is wrong with them is found only then: their queries fail, and the log says why.
     */
    default boolean asksLate() {
        return false;
    }

    /**
     * Opens a connector for a data source.
     *
     * @throws ScanException if its files or its server cannot be read
     * @throws CatalogException if its definition cannot be used
     */
    Connector open(DataSourceDefinition definition) throws ScanException, CatalogException;
}
