package io.querybatch.connectors.http;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.QueryConnector;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Speaks to remote services as the {@code connection} of a catalog file says. */
public final class HttpConnectorFactory implements ConnectorFactory {

    private final UnaryOperator<String> environment;

    /** {@code environment} gives the value of an environment variable, or null. */
    public HttpConnectorFactory(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public QueryConnector open(DataSourceDefinition definition) throws CatalogException {
        RemoteSettings settings = new ConnectionReader(definition.id(), definition.connection(), environment).read();
        return new HttpConnector(
                settings,
                Ticker.SYSTEM,
                () -> ThreadLocalRandom.current().nextDouble(),
                () -> UUID.randomUUID().toString());
    }
}
