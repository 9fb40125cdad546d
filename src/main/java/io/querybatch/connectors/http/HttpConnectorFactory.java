package io.querybatch.connectors.http;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.Variables;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.QueryConnector;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Speaks to remote services as the {@code connection} of a catalog file says. */
public final class HttpConnectorFactory implements ConnectorFactory {

    private final Variables variables;
    private final Ticker ticker;

    /** {@code variables} stand for the tokens that catalog files only name. */
    public HttpConnectorFactory(Variables variables) {
        this(variables, Ticker.SYSTEM);
    }

    HttpConnectorFactory(Variables variables, Ticker ticker) {
        this.variables = variables;
        this.ticker = ticker;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public QueryConnector open(DataSourceDefinition definition) throws CatalogException {
        RemoteSettings settings = new ConnectionReader(definition.id(), definition.connection(), variables).read();
        return new HttpConnector(settings, ticker, HttpConnectorFactory::chance, HttpConnectorFactory::newScheduleId);
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static String newScheduleId() {
        return UUID.randomUUID().toString();
    }
}
