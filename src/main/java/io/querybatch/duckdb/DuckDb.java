package io.querybatch.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** DuckDB, of which nobody here knows a class: they are not those of the application ({@link DriverLibrary}). */
public final class DuckDb {

    private DuckDb() {}

    /**
     * Opens a database, or another connection to it if it is open.
     *
     * @param url {@code jdbc:duckdb:} for one in memory, or that with the path of a file behind it
     * @param settings names and values of DuckDB and its driver
     */
    public static Connection connect(String url, Properties settings) throws SQLException {
        return DriverLibrary.current().driver().connect(url, settings);
    }

    /** Another connection to the same database; cheap. */
    public static Connection duplicate(Connection connection) throws SQLException {
        try {
            return (Connection) DriverLibrary.current().duplicate().invokeExact(connection);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** Writes rows into a table of the schema "main", far quicker than statements do. */
    public static RowAppender appender(Connection connection, String table) throws SQLException {
        AppenderCalls calls = DriverLibrary.current().appender();
        try {
            return new RowAppender((AutoCloseable) calls.create().invokeExact(connection, "main", table), calls);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** What a method handle throws, which declares everything and throws what the driver does. */
    static SQLException failure(Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return thrown instanceof SQLException e ? e : new SQLException(thrown);
    }
}
