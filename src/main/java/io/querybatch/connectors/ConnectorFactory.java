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
     * Opens a connector for a data source.
     *
     * @throws ScanException if its files or its server cannot be read
     * @throws CatalogException if its definition cannot be used
     */
    Connector open(DataSourceDefinition definition) throws ScanException, CatalogException;
}
