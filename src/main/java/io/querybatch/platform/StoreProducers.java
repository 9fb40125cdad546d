package io.querybatch.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.sql.SqlExecutionStore;
import io.querybatch.http.ApiVersion;
import io.querybatch.metrics.ExecutionMeters;
import io.querybatch.metrics.MeteredStore;
import io.querybatch.metrics.ServerMeters;
import io.querybatch.operations.RecentUse;
import io.querybatch.operations.SqlSurvey;
import io.querybatch.operations.Survey;
import io.querybatch.quotas.QuotaGate;
import io.querybatch.results.ResultStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;

/** What is made of the store as beans, and the store itself. */
@ApplicationScoped
class StoreProducers {

    /** Dispatch, publication, heartbeat, watch, housekeeping, and requests that stop batches. */
    private static final int EXECUTION_CONNECTIONS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    @Store
    DataSource store(Settings settings) {
        return settings.dbJndi().map(ServerResources.ofServer()::store).orElseGet(StorePool::open);
    }

    void close(@Disposes @Store DataSource store) {
        if (store instanceof AgroalDataSource pool) {
            pool.close();
        }
    }

    /** PostgreSQL waits for the disk by itself, see {@link Durability#demand}; a database in memory has none. */
    @Produces
    @Singleton
    CommittedState committedState(Settings settings, @Store DataSource store) {
        return settings.storeIsEmbedded() && !StoreUrl.isInMemory(settings.dbUrl())
                ? new SharedSync(() -> force(store))
                : () -> {};
    }

    private static void force(DataSource store) {
        try (Connection connection = store.getConnection()) {
            Durability.force(connection);
        } catch (SQLException e) {
            throw new DataAccessException("the store cannot be brought to the disk", e);
        }
    }

    @Produces
    @Singleton
    ServerMeters meters(@Store DataSource store) {
        return new ServerMeters(store);
    }

    @Produces
    @Singleton
    Survey survey(
            @Store DataSource store, ResultStore results, DataSources sources, ExecutionConfig config, Clock clock) {
        RecentUse use = new RecentUse(results, Duration.ofSeconds(30), System::nanoTime);
        return new Survey(new SqlSurvey(store), use, sources, config, ApiVersion.current(), clock);
    }

    @Produces
    @Singleton
    ExecutionStore executionStore(
            Settings settings, @Store DataSource store, AnswerKeys keys, ServerMeters meters, QuotaGate quotas) {
        boolean ofServer = settings.dbJndi().isPresent();
        return new MeteredStore(
                ofServer ? new SqlExecutionStore(store, keys, () -> {}) : ownConnections(keys),
                new ExecutionMeters(meters.registry()),
                (tenant, result) -> quotas.published(tenant, result.rows(), result.bytes()));
    }

    /** Closed by the dispatcher, which needs it longer than the container keeps beans. */
    private static SqlExecutionStore ownConnections(AnswerKeys keys) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("querybatch store");
        config.setDataSource(new StoreDataSource());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(EXECUTION_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        HikariDataSource pool = new HikariDataSource(config);
        return new SqlExecutionStore(pool, keys, pool::close);
    }
}
