package io.querybatch.connectors;

import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.errors.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The catalog's data sources with open connectors. */
public class DataSources implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DataSources.class.getName());

    private final Map<String, Connector> connectors;
    private final Map<String, Pause> pauses = new HashMap<>();

    /** Those that are asked when one is first used. */
    private final Set<String> unused;

    private volatile Catalog catalog;

    private DataSources(Catalog catalog, Map<String, Connector> connectors, Set<String> unused) {
        this.catalog = catalog;
        this.connectors = connectors;
        this.unused = unused;
    }

    /**
     * Opens every data source, asks those for their accounts and fields that do not have them in the catalog, and has each
     * engine prepare all its fields, so that a typo in the catalog is found now and not by a caller. A database that cannot
     * be reached now is no mistake of the catalog: its queries fail until {@link #askAgain} reaches it. Those whose factory
     * {@linkplain ConnectorFactory#asksLate asks late} are asked when the {@link #catalog} is first wanted.
     *
     * @throws CatalogException with every problem of every data source
     */
    public static DataSources open(List<DataSourceDefinition> definitions, Collection<ConnectorFactory> factories)
            throws CatalogException {
        List<String> problems = new ArrayList<>();
        List<DataSource> sources = new ArrayList<>();
        Map<String, Connector> connectors = new HashMap<>();
        Set<String> unused = ConcurrentHashMap.newKeySet();
        for (DataSourceDefinition definition : definitions) {
            try {
                ConnectorFactory factory = factory(definition, factories);
                Connector connector = factory.open(definition);
                connectors.put(definition.id(), connector);
                if (factory.asksLate()) {
                    unused.add(definition.id());
                    sources.add(DataSource.unasked(definition));
                } else {
                    sources.add(prepare(definition, connector, problems));
                }
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
        return new DataSources(new Catalog(sources), connectors, unused);
    }

    private static ConnectorFactory factory(DataSourceDefinition definition, Collection<ConnectorFactory> factories)
            throws CatalogException {
        return factories.stream()
                .filter(factory -> factory.kind().equals(definition.connector()))
                .findFirst()
                .orElseThrow(() -> new CatalogException(
                        List.of(definition.id() + ": unknown connector \"" + definition.connector() + "\"")));
    }

    private static DataSource prepare(DataSourceDefinition definition, Connector connector, List<String> problems)
            throws ScanException, CatalogException {
        try {
            return Preparation.of(definition, connector, problems);
        } catch (ScanException e) {
            boolean away = e.failure().code() == ErrorCode.QUERY_SOURCE_UNAVAILABLE;
            if (!away || !(connector instanceof SqlConnector)) {
                throw e;
            }
            LOG.log(Level.WARNING, e.getCause(), () -> definition.id() + " is unavailable and will be asked again");
            return DataSource.unasked(definition);
        }
    }

    /**
     * Asks the data sources that were unavailable once more, and leaves those that fail again in peace for longer each
     * time. Call it regularly; it may take as long as the sources do to answer.
     */
    public synchronized void askAgain() {
        for (DataSource source : catalog.sources()) {
            String id = source.definition().id();
            boolean fine = source.asked() && connectors.get(id).available();
            if (fine || unused.contains(id)) {
                pauses.remove(id);
            } else if (pauses.computeIfAbsent(id, key -> new Pause()).isOver()) {
                askAgain(source.definition(), connectors.get(id));
            }
        }
    }

    private void askAgain(DataSourceDefinition definition, Connector connector) {
        List<String> problems = new ArrayList<>();
        try {
            catalog = catalog.with(Preparation.of(definition, connector, problems));
            LOG.info(() -> definition.id() + " is available");
        } catch (ScanException e) {
            LOG.log(Level.WARNING, e.getCause(), () -> definition.id() + " is still unavailable");
        } catch (CatalogException e) {
            problems.addAll(e.problems());
        }
        problems.forEach(LOG::severe);
    }

    /** What can be queried. Who is the first to want it waits until all data sources have been asked. */
    public Catalog catalog() {
        if (!unused.isEmpty()) {
            askUnused();
        }
        return catalog;
    }

    private synchronized void askUnused() {
        for (DataSource source : catalog.sources()) {
            String id = source.definition().id();
            if (unused.contains(id)) {
                askAgain(source.definition(), connectors.get(id));
                unused.remove(id);
            }
        }
    }

    /** The data sources as the catalog's files have them, which takes no asking; in the order of their files. */
    public List<DataSourceDefinition> definitions() {
        return catalog.sources().stream().map(DataSource::definition).toList();
    }

    /** The connector of a data source of the catalog. */
    public Connector connector(String dataSource) {
        return connectors.get(dataSource);
    }

    /**
     * Changes with the definition of a data source of the catalog and, as far as can be told, with its data: as long as it is the
     * same, so are the answers.
     */
    public String version(String dataSource) {
        String definition = catalog.source(dataSource).map(DataSource::version).orElse("");
        return definition + "/" + connectors.get(dataSource).dataVersion();
    }

    /** Ids of the data sources that could not be reached when they were last asked. */
    public List<String> unavailable() {
        return catalog.sources().stream()
                .filter(source -> !source.asked()
                        || !connectors.get(source.definition().id()).available())
                .map(source -> source.definition().id())
                .filter(id -> !unused.contains(id))
                .toList();
    }

    @Override
    public void close() {
        connectors.values().forEach(Connector::close);
    }

    /** How many calls a data source is left in peace: one more, two more, four more …, at most sixteen. */
    private static final class Pause {

        private static final int LONGEST = 16;

        private int length = 1;
        private int left;

        boolean isOver() {
            if (left > 0) {
                left--;
                return false;
            }
            left = length - 1;
            length = Math.min(LONGEST, 2 * length);
            return true;
        }
    }
}
