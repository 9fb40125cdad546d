package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.Cells;
import io.querybatch.connectors.EngineCalls;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One statement on one connection. */
final class JdbcScan implements RunningScan, RowCursor {

    private static final Logger LOG = Logger.getLogger(JdbcScan.class.getName());
    private static final Duration REPEAT = Duration.ofMillis(100);

    private final JdbcConnector owner;
    private final Lease lease;
    private final Scan scan;
    private final EngineCalls engine;
    private volatile PreparedStatement statement;
    private ResultSet rows;
    private Cells cells;
    /** Whether the row it stands on has not been given out yet. */
    private boolean first;

    private boolean atEnd;
    private boolean closed;

    JdbcScan(JdbcConnector owner, Lease lease, Scan scan) {
        this.owner = owner;
        this.lease = lease;
        this.scan = scan;
        this.engine = new EngineCalls(
                scan.timeout(), new EngineCalls.Patience(REPEAT, owner.config().grace()));
    }

    @Override
    public RowCursor rows() throws ScanException {
        RowCursor cursor = engine.call(this::run, owner::failure);
        owner.answered();
        return cursor;
    }

    private RowCursor run() throws SQLException {
        Connection connection = lease.connection();
        Silence.atMost(owner.engine().silence(scan.timeout().plus(owner.config().grace())))
                .applyTo(connection);
        owner.engine().begin(connection);
        PreparedStatement prepared =
                connection.prepareStatement(scan.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement = prepared;
        owner.engine().limit(connection, prepared, scan.timeout());
        prepared.setFetchSize(owner.engine().fetchSize());
        for (int i = 0; i < scan.binds().size(); i++) {
            prepared.setObject(i + 1, scan.binds().get(i));
        }
        rows = prepared.executeQuery();
        cells = Cells.of(rows.getMetaData(), owner.engine().times());
        // Trino answers with the columns long before it has rows, or fails.
        atEnd = !rows.next();
        first = true;
        return this;
    }

    @Override
    public boolean next() throws ScanException {
        if (!first) {
            atEnd = !engine.call(rows::next, owner::failure);
        }
        first = false;
        return !atEnd;
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
            throw owner.failure(e);
        }
    }

    /** A connection that does not let go is cut: its reader is free, but what the database does nobody knows. */
    @Override
    public boolean cancel() {
        boolean confirmed = engine.cancel(this::order);
        if (!confirmed) {
            try {
                lease.connection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "already closed", e);
            }
        }
        return confirmed;
    }

    private Void order() throws SQLException {
        PreparedStatement running = statement;
        if (running != null) {
            running.cancel();
        }
        return null;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!engine.stopped() && settled()) {
                lease.giveBack();
            } else {
                lease.discard();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection was already closed", e);
        }
    }

    /** Ends statement and transaction, and says whether the connection is known to be free. */
    private boolean settled() {
        if (statement != null && !atEnd && owner.engine().drainsOnClose()) {
            return false;
        }
        try {
            if (statement != null) {
                statement.close();
            }
            if (owner.engine().transactional()) {
                lease.connection().rollback();
            }
            return true;
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the connection is broken", e);
            return false;
        }
    }
}
