package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.Cells;
import io.querybatch.connectors.EngineCalls;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One statement on one connection. */
final class DuckDbScan implements RunningScan, RowCursor {

    private static final Logger LOG = Logger.getLogger(DuckDbScan.class.getName());
    private static final EngineCalls.Patience PATIENCE =
            new EngineCalls.Patience(Duration.ofMillis(5), Duration.ofSeconds(2));

    private final DuckDbConnector owner;
    private final DuckDbSession session;
    private final Scan scan;
    private final EngineCalls engine;
    private volatile PreparedStatement statement;
    private ResultSet rows;
    private Cells cells;
    private boolean closed;

    DuckDbScan(DuckDbConnector owner, DuckDbSession session, Scan scan) {
        this.owner = owner;
        this.session = session;
        this.scan = scan;
        this.engine = new EngineCalls(scan.timeout(), PATIENCE);
    }

    @Override
    public RowCursor rows() throws ScanException {
        return engine.call(this::run, DuckDbErrors::of);
    }

    private RowCursor run() throws SQLException {
        PreparedStatement prepared = session.prepare(scan.sql());
        statement = prepared;
        // Rounded up: the driver counts seconds and must not be earlier than the scan's own deadline.
        prepared.setQueryTimeout((int) scan.timeout().plusMillis(999).toSeconds());
        for (int i = 0; i < scan.binds().size(); i++) {
            prepared.setObject(i + 1, scan.binds().get(i));
        }
        rows = prepared.executeQuery();
        cells = Cells.of(rows.getMetaData());
        return this;
    }

    @Override
    public boolean next() throws ScanException {
        return engine.call(rows::next, DuckDbErrors::of);
    }

    @Override
    public int width() {
        return cells.width();
    }

    @Override
    public Object value(int column) throws ScanException {
        try {
            return cells.value(rows, column);
        } catch (SQLException e) {
            throw DuckDbErrors.of(e);
        }
    }

    @Override
    public boolean cancel() {
        return engine.cancel(this::interrupt);
    }

    private Void interrupt() throws SQLException {
        PreparedStatement running = statement;
        if (running != null) {
            running.cancel();
        }
        return null;
    }

    /** A connection whose statement failed or was cancelled is not used again. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (engine.failed() || engine.stopped()) {
                session.close();
            } else {
                session.release(rows);
                owner.giveBack(session);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection was already closed", e);
        }
    }
}
