package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.Cells;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jooq.SQLDialect;

/** What databases do differently. */
enum Engine {
    /** Streams only inside a transaction; ends statements by itself, even when we are gone. */
    POSTGRESQL(true, 1_000) {
        @Override
        void addProperties(Properties properties, Duration connecting) {
            String seconds = String.valueOf(Math.max(1, connecting.toSeconds()));
            properties.setProperty("ApplicationName", "querybatch");
            properties.setProperty("connectTimeout", seconds);
            properties.setProperty("loginTimeout", seconds);
            properties.setProperty("cancelSignalTimeout", seconds);
            properties.setProperty("tcpKeepAlive", "true");
        }

        @Override
        void limit(Connection connection, Statement scan, Duration timeout) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + timeout.toMillis());
            }
        }
    },

    /** MariaDB and MySQL. Closing a statement reads the rows that are left, however many. */
    MYSQL(true, 1_000) {
        @Override
        void addProperties(Properties properties, Duration connecting) {
            properties.setProperty("connectTimeout", String.valueOf(connecting.toMillis()));
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("yearIsDateType", "false");
        }

        /** The driver keeps to itself that a connection is read-only. */
        @Override
        String greeting() {
            return "set session transaction read only";
        }

        /** For connections of the server, which nobody greets. */
        @Override
        void begin(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("start transaction read only");
            }
        }

        @Override
        Cells.Times times() {
            return new MySqlTimes();
        }

        @Override
        boolean drainsOnClose() {
            return true;
        }
    },

    /** Makes rows only as they are read if it is told so. */
    H2(true, 1_000) {
        @Override
        String greeting() {
            return "set lazy_query_execution 1";
        }
    },

    /** Has no connections, only requests, and streams always. The time limit becomes a property of the session. */
    TRINO(false, 0) {
        @Override
        void addProperties(Properties properties, Duration connecting) {
            properties.setProperty("source", "querybatch");
            properties.setProperty("timeout", connecting.toMillis() + "ms");
            // Otherwise statements travel in headers, which are short, and preparing is a request of its own.
            properties.setProperty("explicitPrepare", "false");
        }

        @Override
        Cells.Times times() {
            return new TrinoTimes();
        }

        /** A request is answered within a second, rows or not; the driver repeats one that fails for this long. */
        @Override
        Duration silence(Duration scan) {
            return scan.compareTo(REPEATING) < 0 ? scan : REPEATING;
        }
    },

    /** ClickHouse and whatever else has a driver: nothing but what JDBC says. */
    OTHER(false, 0);

    private static final Duration REPEATING = Duration.ofSeconds(15);

    private final boolean transactional;
    private final int fetchSize;

    Engine(boolean transactional, int fetchSize) {
        this.transactional = transactional;
        this.fetchSize = fetchSize;
    }

    static Engine of(SQLDialect dialect) {
        return switch (dialect.family()) {
            case POSTGRES, YUGABYTEDB -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
            case H2 -> H2;
            case TRINO -> TRINO;
            default -> OTHER;
        };
    }

    /** Adds to the properties of the driver what bounds connecting and tells the database who we are. */
    void addProperties(Properties properties, Duration connecting) {}

    /** What is said to every new connection; null for nothing. */
    String greeting() {
        return null;
    }

    /** How long a connection may say nothing while a scan runs that is given up after {@code scan}. */
    Duration silence(Duration scan) {
        return scan;
    }

    /** Whether a scan is a transaction, to be rolled back. */
    boolean transactional() {
        return transactional;
    }

    /** Whether a statement that is closed too early still reads the rest of its rows. */
    boolean drainsOnClose() {
        return false;
    }

    /** Begins the transaction of a scan where that needs to be said. */
    void begin(Connection connection) throws SQLException {}

    /** How days and times are read. */
    Cells.Times times() {
        return new Cells.Times() {};
    }

    /** Rows fetched at a time; 0 leaves it to the driver. */
    int fetchSize() {
        return fetchSize;
    }

    /** Has the database itself end a scan, so that it does when we cannot reach it. */
    void limit(Connection connection, Statement scan, Duration timeout) throws SQLException {
        // Rounded up: drivers count seconds, and must not be earlier than the scan's own deadline.
        scan.setQueryTimeout((int) timeout.plusMillis(999).toSeconds());
    }
}
