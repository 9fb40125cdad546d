package com.example.reports.zones;

import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.QueryConnectorContract;
import io.querybatch.query.QuerySpec;
import java.nio.file.Path;
import java.util.List;

/** The connector does what connectors promise. */
class ZonesConnectorTest extends QueryConnectorContract {

    @Override
    protected ConnectorFactory factory() {
        return new ZonesFactory();
    }

    @Override
    protected Path catalog() {
        return Path.of("catalog");
    }

    @Override
    protected QuerySpec query() {
        return new QuerySpec("ZONES", List.of("Europe", "Asia"), null, List.of("zones", "region", "offset"), 1_000);
    }
}
