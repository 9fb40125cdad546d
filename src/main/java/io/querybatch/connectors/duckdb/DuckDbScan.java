package io.querybatch.connectors.duckdb;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.duckdb.DuckDBConnection;

/** One statement on one connection. Cancelling and the end of the statement exclude each other. */
final class DuckDbScan implements RunningScan, RowCursor {

    private static final Logger LOG = Logger.getLogger(DuckDbScan.class.getName());

    private static final long CONFIRM_NANOS = 2_000_000_000L;
    private static final long REPEAT_MILLIS = 5;

    private final DuckDbConnector owner;
    private final DuckDBConnection connection;
    private final Scan scan;
    private final long deadline;
    private volatile PreparedStatement statement;
    private ResultSet rows;
    private int width;
    private boolean busy;
    private boolean cancelled;
    private boolean failed;

    DuckDbScan(DuckDbConnector owner, DuckDBConnection connection, Scan scan) {
        this.owner = owner;
        this.connection = connection;
        this.scan = scan;
        this.deadline = System.nanoTime() + scan.timeout().toNanos();
    }

    @Override
    public RowCursor rows() throws ScanException {
        return atEngine(() -> {
            statement = connection.prepareStatement(scan.sql());
            statement.setQueryTimeout((int) Math.max(1, scan.timeout().toSeconds()));
            for (int i = 0; i < scan.binds().size(); i++) {
                statement.setObject(i + 1, scan.binds().get(i));
            }
            rows = statement.executeQuery();
            width = rows.getMetaData().getColumnCount();
            return this;
        });
    }

    @Override
    public boolean next() throws ScanException {
        return atEngine(rows::next);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public Object value(int column) throws ScanException {
        try {
            return DuckDbValues.normalise(rows.getObject(column + 1));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Whatever may take long, so that it can be cancelled; a scan that was cancelled does not get here any more. */
    private <T> T atEngine(Call<T> call) throws ScanException {
        enter();
        try {
            return call.run();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws ScanException {
        if (cancelled) {
            throw DuckDbErrors.cancelled(null);
        }
        busy = true;
    }

    private synchronized void leave() {
        busy = false;
        notifyAll();
    }

    /**
     * DuckDB forgets an interrupt that comes just before the statement begins, so it is repeated until the engine lets go:
     * then, and only then, the cancelling is confirmed.
     */
    @Override
    public synchronized boolean cancel() {
        cancelled = true;
        long giveUp = System.nanoTime() + CONFIRM_NANOS;
        try {
            while (busy && System.nanoTime() < giveUp) {
                interrupt();
                wait(REPEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !busy;
    }

    private void interrupt() {
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "nothing left to cancel", e);
        }
    }

    private synchronized ScanException failed(SQLException e) {
        failed = true;
        if (cancelled) {
            return DuckDbErrors.cancelled(e);
        }
        boolean interrupted = String.valueOf(e.getMessage()).contains("INTERRUPT");
        return interrupted || System.nanoTime() >= deadline ? DuckDbErrors.timedOut(e) : DuckDbErrors.of(e);
    }

    /** A connection whose statement failed or was cancelled is not used again: its state is not worth guessing. */
    @Override
    public synchronized void close() {
        try {
            closeQuietly(statement);
            statement = null;
            if (failed || cancelled) {
                connection.close();
            } else {
                owner.giveBack(connection);
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection was already closed", e);
        }
    }

    private static void closeQuietly(Statement statement) throws SQLException {
        if (statement != null) {
            statement.close();
        }
    }

    /** A call to the engine. */
    private interface Call<T> {
        T run() throws SQLException;
    }
}
