package com.example.reports.zones;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.ConnectorFactory;
import jakarta.enterprise.context.ApplicationScoped;

/** Adds {@code connector: zones} to what catalog files can say. */
@ApplicationScoped
public class ZonesFactory implements ConnectorFactory {

    @Override
    public String kind() {
        return "zones";
    }

    @Override
    public Connector open(DataSourceDefinition definition) {
        return new ZonesConnector();
    }
}
