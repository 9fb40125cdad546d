package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.duckdb.DuckDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jooq.SQLDialect;

/**
 * One in-memory database. Each running scan has a connection of its own, since DuckDB runs one statement for each
 * connection; they are kept for the next scan, of which there are never more than the source's concurrency.
 */
final class DuckDbConnector implements SqlConnector {

    private static final Logger LOG = Logger.getLogger(DuckDbConnector.class.getName());

    private final Connection database;
    private final SelectOnly selectOnly = new SelectOnly();
    private final ConcurrentLinkedQueue<DuckDbSession> idle = new ConcurrentLinkedQueue<>();
    private final boolean loaded;
    private final Supplier<String> dataVersion;

    /** {@code loaded} says that the tables are in memory and stay as they are. */
    DuckDbConnector(Connection database, boolean loaded, Supplier<String> dataVersion) {
        this.database = database;
        this.loaded = loaded;
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
            DuckDbSession session = idle.poll();
            return new DuckDbScan(this, session == null ? session() : session, scan);
        } catch (SQLException e) {
            throw DuckDbErrors.unavailable(e);
        }
    }

    private DuckDbSession session() throws SQLException {
        return new DuckDbSession(DuckDb.duplicate(database), selectOnly, loaded);
    }

    void giveBack(DuckDbSession session) {
        idle.add(session);
    }

    @Override
    public void close() {
        DuckDbSession session = idle.poll();
        while (session != null) {
            close(session);
            session = idle.poll();
        }
        close(database);
    }

    private static void close(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            LOG.log(Level.FINE, "a connection was already closed", e);
        }
    }
}
