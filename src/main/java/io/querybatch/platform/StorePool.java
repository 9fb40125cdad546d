package io.querybatch.platform;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Connections of the store for requests: they take part in the transactions of the server they are asked for in.
 *
 * <p>A pool of our own, because the servers' differ in what matters: which of them notices that a database was restarted, when it is
 * there, and which class loader the driver comes from (docs/adr/0011).
 */
final class StorePool {

    private static final int MOST = 30;
    private static final int VALIDATION_SECONDS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Connections that were used a moment ago are taken for alive: asking costs a way to the database and back. */
    private static final Duration RECENT = Duration.ofSeconds(1);

    private StorePool() {}

    /** Opens nothing yet: the first connection is made when it is asked for. */
    static AgroalDataSource open() {
        try {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(StorePool::configure));
        } catch (SQLException e) {
            throw new StartupException("querybatch.db.url: the connections cannot be set up", e);
        }
    }

    private static AgroalConnectionPoolConfigurationSupplier configure(AgroalConnectionPoolConfigurationSupplier pool) {
        return pool.maxSize(MOST)
                .acquisitionTimeout(PATIENCE)
                // Threads are the server's, and would remember connections of an application that is gone.
                .connectionCache(ConnectionCache.none())
                .idleValidationTimeout(RECENT)
                .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(VALIDATION_SECONDS))
                .transactionIntegration(
                        new NarayanaTransactionIntegration(ServerTransactions.manager(), ServerTransactions.registry()))
                .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(StoreDataSource.class));
    }
}
