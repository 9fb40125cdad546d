package io.querybatch.platform;

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
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.SourceAnswerKeys;
import io.querybatch.http.HttpLimits;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.ProxyTrust;
import io.querybatch.limits.RequestGate;
import io.querybatch.metrics.ServerMeters;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningLimits;
import io.querybatch.quotas.QuotaGate;
import io.querybatch.schedules.ScheduleConfig;
import io.querybatch.security.SecurityConfig;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.tracing.Traces;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The plain Java parts as beans, each with its share of the settings. */
@ApplicationScoped
class Producers {

    /** Behind observers that say nothing about their turn. */
    private static final int LAST = ObserverMethod.DEFAULT_PRIORITY + 1;

    static {
        // All other beans are made of these, some with jOOQ.
        EarlyStart.await();
    }

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

    @Produces
    @Singleton
    AnswerKeys answerKeys(Settings settings, DataSources sources) {
        return settings.shareAnswers() ? new SourceAnswerKeys(sources) : AnswerKeys.NONE;
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
            ApplicationThreads threads,
            Traces traces,
            ServerMeters meters) {
        threads.end();
        traces.close();
        meters.close();
        Drivers.end();
    }

    @Produces
    @Singleton
    ConnectorFactory duckDb(Settings settings) {
        return new DuckDbConnectorFactory(
                new DuckDbConfig(
                        settings.duckDbMemoryLimit(),
                        settings.duckDbThreads(),
                        settings.home().resolve("tmp").resolve("duckdb")),
                settings.duckDbOpensLate());
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
    DataSources dataSources(Settings settings, @Any Instance<ConnectorFactory> factories) {
        try {
            return DataSources.open(
                    CatalogFiles.load(settings.catalog(), settings.variables()),
                    factories.stream().toList());
        } catch (CatalogException e) {
            throw new StartupException("querybatch.catalog: " + String.join("; ", e.problems()), e);
        }
    }

    void close(@Disposes DataSources sources) {
        sources.close();
    }

    @Produces
    @Singleton
    ExecutionConfig executionConfig(Settings settings) {
        return ExecutionSettings.of(settings, NodeName.of(settings.home()));
    }
}
