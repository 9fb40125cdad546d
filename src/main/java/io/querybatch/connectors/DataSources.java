package io.querybatch.connectors;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The catalog's data sources with open connectors. */
public class DataSources implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DataSources.class.getName());
    private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final Map<String, Connector> connectors;

    private DataSources(Catalog catalog, Map<String, Connector> connectors) {
        this.catalog = catalog;
        this.connectors = connectors;
    }

    /**
     * Opens every data source, asks those for their accounts and fields that do not have them in the catalog, and has each
     * engine prepare all its fields, so that a typo in the catalog is found now and not by a caller.
     *
     * @throws CatalogException with every problem of every data source
     */
    public static DataSources open(List<DataSourceDefinition> definitions, Collection<ConnectorFactory> factories)
            throws CatalogException {
        List<String> problems = new ArrayList<>();
        List<DataSource> sources = new ArrayList<>();
        Map<String, Connector> connectors = new HashMap<>();
        for (DataSourceDefinition definition : definitions) {
            try {
                Connector connector = factory(definition, factories).open(definition);
                connectors.put(definition.id(), connector);
                sources.add(source(definition, connector, problems));
            } catch (ScanException e) {
                LOG.log(Level.WARNING, e.getCause(), () -> definition.id() + " cannot be opened");
                problems.add(definition.id() + ": " + e.failure().description());
            } catch (CatalogException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            connectors.values().forEach(Connector::close);
            throw new CatalogException(problems);
        }
        return new DataSources(new Catalog(sources), connectors);
    }

    private static ConnectorFactory factory(DataSourceDefinition definition, Collection<ConnectorFactory> factories)
            throws CatalogException {
        return factories.stream()
                .filter(factory -> factory.kind().equals(definition.connector()))
                .findFirst()
                .orElseThrow(() -> new CatalogException(
                        List.of(definition.id() + ": unknown connector \"" + definition.connector() + "\"")));
    }

    private static DataSource source(DataSourceDefinition definition, Connector connector, List<String> problems)
            throws ScanException, CatalogException {
        boolean inSql = definition.relation() != null;
        if (inSql != connector instanceof SqlConnector) {
            String what = inSql
                    ? ": \"from\" is not for connector \""
                    : ": \"from\" is missing; it is needed by connector \"";
            throw new CatalogException(List.of(definition.id() + what + definition.connector() + "\""));
        }
        if (connector instanceof SqlConnector sql) {
            FieldProbe.check(definition, sql, problems);
        }
        boolean unlisted = definition.fields().isEmpty() && connector instanceof QueryConnector;
        return new DataSource(
                unlisted ? definition.withFields(((QueryConnector) connector).fields()) : definition,
                accounts(definition, connector));
    }

    private static List<Account> accounts(DataSourceDefinition definition, Connector connector) throws ScanException {
        if (definition.accounts() instanceof AccountList.Listed listed) {
            return listed.accounts();
        }
        if (definition.accounts() instanceof AccountList.Remote && connector instanceof QueryConnector remote) {
            return remote.accounts();
        }
        List<Account> accounts = new ArrayList<>();
        if (definition.accounts() instanceof AccountList.Queried queried && connector instanceof SqlConnector sql) {
            try (RunningScan scan = sql.start(new Scan(queried.sql(), List.of(), PROBE_TIMEOUT))) {
                RowCursor rows = scan.rows();
                while (rows.next()) {
                    String id = text(rows, 0);
                    accounts.add(new Account(
                            id, rows.width() > 1 ? text(rows, 1) : id, rows.width() > 2 ? text(rows, 2) : ""));
                }
            }
        }
        return accounts;
    }

    private static String text(RowCursor rows, int column) throws ScanException {
        Object value = rows.value(column);
        return value == null ? "" : value.toString();
    }

    /** What can be queried. */
    public Catalog catalog() {
        return catalog;
    }

    /** The connector of a data source of the catalog. */
    public Connector connector(String dataSource) {
        return connectors.get(dataSource);
    }

    @Override
    public void close() {
        connectors.values().forEach(Connector::close);
    }
}
