package io.querybatch.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that looks at a database from outside, as somebody whose statements are not counted. */
final class Observer implements AutoCloseable {

    private final Connection connection;

    Observer(Connection connection) {
        this.connection = connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A server that is set otherwise is not the one to measure. */
    void require(String setting, String value) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            if (!rows.getString(1).equals(value)) {
                throw new IllegalStateException(setting + " is " + rows.getString(1));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
