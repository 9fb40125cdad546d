package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.PoolUse;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.SQLDialect;

/** One data source in a database, which may be away at any time. */
final class JdbcConnector implements SqlConnector {

    private final Connections connections;
    private final JdbcConfig config;
    private volatile boolean available = true;

    JdbcConnector(Connections connections, JdbcConfig config) {
        this.connections = connections;
        this.config = config;
    }

    @Override
    public SQLDialect dialect() {
        return connections.dialect();
    }

    Engine engine() {
        return Engine.of(dialect());
    }

    JdbcConfig config() {
        return config;
    }

    @Override
    public RunningScan start(Scan scan) throws ScanException {
        try {
            return new JdbcScan(this, connections.take(), scan);
        } catch (SQLException e) {
            available = false;
            throw JdbcErrors.unavailable(e);
        }
    }

    /** Notes that the database answered. */
    void answered() {
        available = true;
    }

    /** What callers are told of an error; notes when it means that the database is away. */
    ScanException failure(SQLException e) {
        ScanException failure = JdbcErrors.of(e);
        if (failure.failure().code() == ErrorCode.QUERY_SOURCE_UNAVAILABLE) {
            available = false;
            connections.suspect();
        }
        return failure;
    }

    @Override
    public boolean available() {
        return available;
    }

    @Override
    public Optional<PoolUse> pool() {
        return connections.use();
    }

    @Override
    public void close() {
        connections.close();
    }
}
