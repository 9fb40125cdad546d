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
    private final Ticker ticker;

    /** {@code environment} gives the value of an environment variable, or null. */
    public HttpConnectorFactory(UnaryOperator<String> environment) {
        this(environment, Ticker.SYSTEM);
    }

    HttpConnectorFactory(UnaryOperator<String> environment, Ticker ticker) {
        this.environment = environment;
        this.ticker = ticker;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public QueryConnector open(DataSourceDefinition definition) throws CatalogException {
        RemoteSettings settings = new ConnectionReader(definition.id(), definition.connection(), environment).read();
        return new HttpConnector(settings, ticker, HttpConnectorFactory::chance, HttpConnectorFactory::newScheduleId);
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static String newScheduleId() {
        return UUID.randomUUID().toString();
    }
}
