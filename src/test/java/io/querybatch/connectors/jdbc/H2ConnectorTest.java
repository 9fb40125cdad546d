package io.querybatch.connectors.jdbc;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorContract;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.time.Duration;
import java.util.Map;

class H2ConnectorTest extends ConnectorContract {

    @Override
    protected SqlConnector open() throws ScanException {
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment())
                .open(Definitions.database(Map.of("url", "jdbc:h2:mem:contract;DB_CLOSE_DELAY=-1")));
    }

    @Override
    protected String endless() {
        return "select count(*) from system_range(1, 1000000000) a, system_range(1, 1000000) b where mod(a.x + b.x, 7) = 3";
    }

    @Override
    protected String numbers(long count) {
        return "select x - 1 from system_range(1, " + count + ")";
    }

    @Override
    protected String engineMethod() {
        return "gatherGroup";
    }
}
