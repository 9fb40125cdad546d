package io.querybatch.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.querybatch.admin.AuditConfig;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.connectors.http.HttpConnectorFactory;
import io.querybatch.connectors.jdbc.JdbcConfig;
import io.querybatch.connectors.jdbc.JdbcConnectorFactory;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.SourceAnswerKeys;
import io.querybatch.execution.sql.SqlExecutionStore;
import io.querybatch.http.ApiVersion;
import io.querybatch.http.HttpLimits;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.ProxyTrust;
import io.querybatch.limits.RequestGate;
import io.querybatch.metrics.ExecutionMeters;
import io.querybatch.metrics.MeteredStore;
import io.querybatch.metrics.ServerMeters;
import io.querybatch.operations.RecentUse;
import io.querybatch.operations.SqlSurvey;
import io.querybatch.operations.Survey;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.quotas.QuotaGate;
import io.querybatch.results.ResultStore;
import io.querybatch.schedules.ScheduleConfig;
import io.querybatch.security.SecurityConfig;
import io.querybatch.tracing.Traces;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;

/** The plain Java parts as beans, each with its share of the settings. */
@ApplicationScoped
class Producers {

    /** Dispatch, publication, heartbeat, watch, housekeeping, and requests that stop batches. */
    private static final int EXECUTION_CONNECTIONS = 8;

    /** Behind observers that say nothing about their turn. */
    private static final int LAST = ObserverMethod.DEFAULT_PRIORITY + 1;

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(5);

    static {
        // jOOQ greets on its first use.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        // The facade that the connection pool logs to complains that there is no log behind it.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    @Resource(lookup = "java:app/jdbc/querybatch")
    private DataSource store;

    @Produces
    @Singleton
    Settings settings() {
        return Settings.current();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    PlanningContext planningContext(Settings settings, Clock clock) {
        PlanningLimits limits =
                new PlanningLimits(settings.items(), settings.queries(), settings.fields(), settings.accounts());
        return new PlanningContext(limits, clock, settings.timezone());
    }

    @Produces
    @Singleton
    JsonLimits jsonLimits(Settings settings) {
        return new JsonLimits(settings.jsonDepth());
    }

    @Produces
    @Singleton
    HttpLimits httpLimits(Settings settings) {
        return new HttpLimits(settings.bodyBytes());
    }

    @Produces
    @Singleton
    RequestGate requestGate(Settings settings, Clock clock) {
        return new RequestGate(settings.tenantRate(), settings.addressRate(), settings.requestsAtOnce(), clock);
    }

    @Produces
    @Singleton
    QuotaGate quotaGate(Settings settings, Clock clock) {
        return new QuotaGate(QuotaSettings.of(settings), clock);
    }

    @Produces
    @Singleton
    ProxyTrust proxyTrust(Settings settings) {
        return new ProxyTrust(settings.trustedProxy());
    }

    @Produces
    @Singleton
    SecurityConfig securityConfig(Settings settings) {
        return new SecurityConfig(
                settings.tenantClaim(), settings.accessClaim(), settings.accessRequired(), Duration.ofSeconds(30));
    }

    /** PostgreSQL waits for the disk by itself, see {@link Durability#demand}; a database in memory has none. */
    @Produces
    @Singleton
    CommittedState committedState(Settings settings) {
        String url = settings.dbUrl();
        return StoreUrl.isH2(url) && !StoreUrl.isInMemory(url) ? new SharedSync(this::force) : () -> {};
    }

    private void force() {
        try (Connection connection = store.getConnection()) {
            Durability.force(connection);
        } catch (SQLException e) {
            throw new DataAccessException("the store cannot be brought to the disk", e);
        }
    }

    @Produces
    @Singleton
    AnswerKeys answerKeys(Settings settings, DataSources sources) {
        return settings.shareAnswers() ? new SourceAnswerKeys(sources) : AnswerKeys.NONE;
    }

    @Produces
    @Singleton
    ServerMeters meters() {
        return new ServerMeters(store);
    }

    @Produces
    @Singleton
    Survey survey(ResultStore results, DataSources sources, ExecutionConfig config, Clock clock) {
        RecentUse use = new RecentUse(results, Duration.ofSeconds(30), System::nanoTime);
        return new Survey(new SqlSurvey(store), use, sources, config, ApiVersion.current(), clock);
    }

    @Produces
    @Singleton
    AuditConfig auditConfig(Settings settings) {
        return new AuditConfig(settings.auditRetention());
    }

    @Produces
    @Singleton
    ScheduleConfig scheduleConfig(Settings settings) {
        return ScheduleSettings.of(settings);
    }

    @Produces
    @Singleton
    Traces traces(Settings settings, Clock clock) {
        return TraceSettings.of(settings, NodeName.of(settings.home()))
                .map(export -> export.start(clock))
                .orElseGet(Traces::unwanted);
    }

    /** After the dispatcher has ended, which has something to tell up to then, and before classes cannot be loaded any more. */
    void close(
            @Observes @Priority(LAST) @BeforeDestroyed(ApplicationScoped.class) Object context,
            Traces traces,
            ServerMeters meters) {
        traces.close();
        meters.close();
    }

    /** Closed by the dispatcher, which needs it longer than the container keeps beans. */
    @Produces
    @Singleton
    ExecutionStore executionStore(AnswerKeys keys, ServerMeters meters, QuotaGate quotas) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("querybatch store");
        config.setDataSource(new StoreDataSource());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(EXECUTION_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(STORE_PATIENCE.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        return new MeteredStore(
                new SqlExecutionStore(pool, keys, pool::close),
                new ExecutionMeters(meters.registry()),
                (tenant, result) -> quotas.published(tenant, result.rows(), result.bytes()));
    }

    @Produces
    @Singleton
    ConnectorFactory duckDb(Settings settings) {
        return new DuckDbConnectorFactory(new DuckDbConfig(
                settings.duckDbMemoryLimit(),
                settings.duckDbThreads(),
                settings.home().resolve("tmp").resolve("duckdb")));
    }

    @Produces
    @Singleton
    ConnectorFactory jdbc(Settings settings) {
        return new JdbcConnectorFactory(
                new JdbcConfig(settings.jdbcConnectionTimeout(), Duration.ofSeconds(5)), settings.variables());
    }

    @Produces
    @Singleton
    ConnectorFactory http(Settings settings) {
        return new HttpConnectorFactory(settings.variables());
    }

    @Produces
    @Singleton
    static DataSources dataSources(Settings settings, @Any Instance<ConnectorFactory> factories) {
        try {
            return DataSources.open(
                    CatalogFiles.load(settings.catalog(), settings.variables()),
                    factories.stream().toList());
        } catch (CatalogException e) {
            throw new StartupException("querybatch.catalog: " + String.join("; ", e.problems()), e);
        }
    }

    static void close(@Disposes DataSources sources) {
        sources.close();
    }

    @Produces
    @Singleton
    ExecutionConfig executionConfig(Settings settings) {
        return ExecutionSettings.of(settings, NodeName.of(settings.home()));
    }
}
