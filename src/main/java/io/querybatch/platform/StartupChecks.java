package io.querybatch.platform;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.DataSources;
import io.querybatch.logs.MarkedLines;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultStore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Everything that must hold before the first query runs, in order. What fails here fails the deployment: better no server
 * than one that answers wrongly.
 *
 * <p>Migration runs outside any transaction of the container: Flyway commits by itself. Payara wants to hear it of the method, too.
 */
@Singleton
@Startup
@ManagedThreadFactoryDefinition(name = ThreadProducers.OWN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class StartupChecks {

    static final String MIGRATIONS = "classpath:db/migration";

    private static final Logger LOG = Logger.getLogger(StartupChecks.class.getName());

    @Inject
    @Store
    private DataSource store;

    @Inject
    private Settings settings;

    @Inject
    private ResultStore results;

    @Inject
    private EncryptionKeys keys;

    @Inject
    private DataSources sources;

    @PersistenceUnit
    private EntityManagerFactory entities;

    private final MarkedLines lines = new MarkedLines();
    private volatile boolean started;
    private volatile Durability durability;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void check() {
        lines.install();
        try {
            requireKey();
            // Else it would be said to the first who comes with a key.
            ApiKeySettings.of(settings);
            migrate();
            leapOverChanges();
            durability = checkDurability();
            results.check();
            LOG.info(this::encryption);
            int count = sources.definitions().size();
            LOG.info(() -> "catalog: " + count + " data sources");
            lookForReportsBesideTheQueue();
            SettingNames.warnings(settings.names(), referredTo()).forEach(LOG::warning);
            HibernateAnnotations.forget(entities.getMetamodel().getManagedTypes());
            started = true;
        } catch (IOException e) {
            throw failed(new StartupException("querybatch.results: " + e.getMessage(), e));
        } catch (StartupException e) {
            throw failed(e);
        }
    }

    /** The loggers outlive the application on servers that undeploy it. */
    @PreDestroy
    void end() {
        lines.uninstall();
    }

    /** Whether all checks have passed. */
    public boolean started() {
        return started;
    }

    /** The worst that commits of the store survive, as it was set when this server started. */
    public String commitsSurvive() {
        return durability.commits().toString();
    }

    /** The worst that requests survive that were answered. */
    public String acceptedSurvive() {
        return durability.accepted().toString();
    }

    private StartupException failed(StartupException e) {
        LOG.log(Level.SEVERE, e.getMessage(), e.getCause());
        lines.uninstall();
        return e;
    }

    private String encryption() {
        return keys.writing()
                .map(key -> "results: encrypted, the key that writes is \"" + key + "\"")
                .orElse("results: not encrypted");
    }

    private void requireKey() {
        if (settings.verificationKey().isEmpty()) {
            throw new StartupException("mp.jwt.verify.publickey.location: no key to verify tokens with");
        }
    }

    private void migrate() {
        try {
            schema(store, MIGRATIONS).migrate();
        } catch (FlywayException e) {
            throw new StartupException(settings.storeSetting() + ": the schema cannot be brought up to date", e);
        }
    }

    /** Older than the schema is no reason not to start: while servers are replaced one by one, the first new one brings it up to date. */
    static Flyway schema(DataSource store, String migrations) {
        return Flyway.configure(StartupChecks.class.getClassLoader())
                .dataSource(store)
                .locations(migrations)
                .load();
    }

    private void leapOverChanges() {
        if (!settings.storeIsEmbedded()) {
            return;
        }
        try (Connection connection = store.getConnection()) {
            ChangeNumbers.leap(connection);
        } catch (SQLException e) {
            throw new StartupException("querybatch.db.url: the database cannot be written to", e);
        }
    }

    /** A warning only: that a server of this kind runs is better than none, and tests want PostgreSQL to be quick. */
    private Durability checkDurability() {
        try (Connection connection = store.getConnection()) {
            Durability durability = Durability.of(connection);
            if (!durability.weaknesses().isEmpty()) {
                LOG.warning(() -> settings.storeSetting() + ": the database runs with "
                        + String.join(", ", durability.weaknesses()) + ": what it commits survives "
                        + durability.commits() + ", no more");
            }
            return durability;
        } catch (SQLException e) {
            throw new StartupException(settings.storeSetting() + ": the database does not say how it is set", e);
        }
    }

    /** Variables of the catalog's own, whatever they are called. */
    private Set<String> referredTo() {
        return sources.definitions().stream()
                .flatMap(source -> source.connection().values().stream())
                .flatMap(text -> Variables.names(text).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private String storeUrl() {
        try (Connection connection = store.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (SQLException e) {
            throw new StartupException(settings.storeSetting() + ": the database does not say where it is", e);
        }
    }

    private void lookForReportsBesideTheQueue() {
        List<String> neighbours = SharedCluster.sources(storeUrl(), sources.definitions(), settings.variables());
        if (!neighbours.isEmpty()) {
            LOG.warning(() -> "catalog: " + String.join(", ", neighbours) + ": in the PostgreSQL cluster of "
                    + settings.storeSetting() + ", which is not vacuumed while a report runs");
        }
    }
}
