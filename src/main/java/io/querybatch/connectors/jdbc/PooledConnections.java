package io.querybatch.connectors.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.querybatch.connectors.PoolUse;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.jooq.SQLDialect;
import org.jooq.tools.jdbc.JDBCUtils;

/** Connections of our own. The database need not be there when the pool opens. */
final class PooledConnections implements Connections {

    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    /** A connection is tried for this long before it is handed out. */
    private static final Duration VALIDATION = Duration.ofSeconds(2);

    /**
     * What the pool is told at first: so many orders for connections may queue at a time, for ever. With fewer, most of those
     * who ask at once would wait for connections that nobody makes.
     */
    private static final int MOST = 1_000;

    private final SQLDialect dialect;
    private final HikariDataSource pool;
    private int size;

    PooledConnections(Address.Url address, Driver driver, JdbcConfig config) {
        dialect = JDBCUtils.dialect(address.url());
        pool = new HikariDataSource(pool(address, driver, Engine.of(dialect), config.connectionTimeout()));
        pool.setMaximumPoolSize(1);
    }

    private static HikariConfig pool(Address.Url address, Driver driver, Engine engine, Duration connecting) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("querybatch " + address);
        pool.setDataSource(new DriverDataSource(driver, address.url(), properties(address, engine, connecting)));
        pool.setReadOnly(true);
        pool.setAutoCommit(!engine.transactional());
        pool.setConnectionInitSql(engine.greeting());
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionTimeout(connecting.toMillis());
        pool.setValidationTimeout(Math.min(VALIDATION.toMillis(), connecting.toMillis()));
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(MOST);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setKeepaliveTime(KEEP_ALIVE.toMillis());
        pool.setMaxLifetime(LIFETIME.toMillis());
        return pool;
    }

    private static Properties properties(Address.Url address, Engine engine, Duration connecting) {
        Properties properties = new Properties();
        engine.addProperties(properties, connecting);
        // The URL knows better, and Trino's driver refuses what is said twice.
        properties.keySet().removeIf(name -> address.names(name.toString()));
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        return properties;
    }

    /** Makes room for that many scans more, or less. */
    synchronized void grow(int scans) {
        size += scans;
        pool.setMaximumPoolSize(Math.max(1, size));
    }

    /** For how many scans there is room. */
    synchronized int size() {
        return size;
    }

    @Override
    public Optional<PoolUse> use() {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        return Optional.of(new PoolUse(
                now.getActiveConnections(),
                now.getIdleConnections(),
                pool.getMaximumPoolSize(),
                now.getThreadsAwaitingConnection()));
    }

    @Override
    public SQLDialect dialect() {
        return dialect;
    }

    @Override
    public Lease take() throws SQLException {
        return new Pooled(pool, pool.getConnection());
    }

    @Override
    public void suspect() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        pool.close();
    }

    private record Pooled(HikariDataSource pool, Connection connection) implements Lease {

        @Override
        public void giveBack() throws SQLException {
            connection.close();
        }

        @Override
        public void discard() {
            pool.evictConnection(connection);
        }
    }
}
