package io.querybatch.connectors.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A connection, and the statement it ran last: a batch runs one text with other values thousands of times, and preparing it costs
 * DuckDB more than a quick run. Used by one scan at a time.
 */
final class DuckDbSession implements AutoCloseable {

    private final Connection connection;
    private final SelectOnly selectOnly;
    private final boolean keepsStatement;
    private String sql;
    private PreparedStatement statement;

    /**
     * Nothing was run yet.
     *
     * @param keepsStatement whether a statement may be run again: not over files that are read in place, for what files there are
     *     is found when it is prepared
     */
    DuckDbSession(Connection connection, SelectOnly selectOnly, boolean keepsStatement) {
        this.connection = connection;
        this.selectOnly = selectOnly;
        this.keepsStatement = keepsStatement;
    }

    /** A statement with that text, whose values are all to be set. */
    PreparedStatement prepare(String text) throws SQLException {
        if (!text.equals(sql)) {
            forget();
            selectOnly.check(connection, text);
            statement = connection.prepareStatement(text);
            sql = text;
        }
        return statement;
    }

    /**
     * The scan is over.
     *
     * @param rows what it read; null when it did not come to that
     */
    void release(ResultSet rows) throws SQLException {
        if (!keepsStatement) {
            forget();
        } else if (rows != null) {
            rows.close();
        }
    }

    private void forget() throws SQLException {
        if (statement != null) {
            sql = null;
            statement.close();
            statement = null;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            forget();
        } finally {
            connection.close();
        }
    }
}
