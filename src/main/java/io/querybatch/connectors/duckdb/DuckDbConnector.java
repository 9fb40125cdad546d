package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBConnection;
import org.jooq.SQLDialect;

/**
 * One in-memory database. Each running scan has a connection of its own, since DuckDB runs one statement for each
 * connection; they are kept for the next scan, of which there are never more than the source's concurrency.
 */
final class DuckDbConnector implements SqlConnector {

    private static final Logger LOG = Logger.getLogger(DuckDbConnector.class.getName());

    private final DuckDBConnection database;
    private final SelectOnly selectOnly = new SelectOnly();
    private final ConcurrentLinkedQueue<DuckDBConnection> idle = new ConcurrentLinkedQueue<>();
    private final Supplier<String> dataVersion;

    DuckDbConnector(DuckDBConnection database, Supplier<String> dataVersion) {
        this.database = database;
        this.dataVersion = dataVersion;
    }

    @Override
    public String dataVersion() {
        return dataVersion.get();
    }

    @Override
    public SQLDialect dialect() {
        return SQLDialect.DUCKDB;
    }

    @Override
    public RunningScan start(Scan scan) throws ScanException {
        try {
            DuckDBConnection connection = idle.poll();
            return new DuckDbScan(this, connection == null ? duplicate() : connection, scan);
        } catch (SQLException e) {
            throw DuckDbErrors.unavailable(e);
        }
    }

    private DuckDBConnection duplicate() throws SQLException {
        return database.duplicate();
    }

    SelectOnly selectOnly() {
        return selectOnly;
    }

    void giveBack(DuckDBConnection connection) {
        idle.add(connection);
    }

    @Override
    public void close() {
        DuckDBConnection connection = idle.poll();
        while (connection != null) {
            close(connection);
            connection = idle.poll();
        }
        close(database);
    }

    private static void close(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection was already closed", e);
        }
    }
}
