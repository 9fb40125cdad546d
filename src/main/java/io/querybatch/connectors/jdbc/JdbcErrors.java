package io.querybatch.connectors.jdbc;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a caller is told of a database's errors: the kind, never its text, which quotes SQL, hosts and values. The kind is in
 * the SQL state; Trino has none, but codes of its own.
 */
final class JdbcErrors {

    /** PostgreSQL, H2, MariaDB. */
    private static final Map<String, Kind> STATES = Map.ofEntries(
            Map.entry("42703", Kind.NO_COLUMN),
            Map.entry("42S22", Kind.NO_COLUMN),
            Map.entry("57014", Kind.TOO_LONG),
            Map.entry("HYT00", Kind.TOO_LONG),
            Map.entry("70100", Kind.TOO_LONG),
            Map.entry("40001", Kind.OUTRUN),
            Map.entry("40P01", Kind.OUTRUN),
            Map.entry("53200", Kind.NO_MEMORY),
            Map.entry("90108", Kind.NO_MEMORY),
            Map.entry("HY001", Kind.NO_MEMORY),
            Map.entry("90020", Kind.AWAY),
            Map.entry("90067", Kind.AWAY),
            Map.entry("90098", Kind.AWAY),
            Map.entry("90121", Kind.AWAY),
            Map.entry("90146", Kind.AWAY));

    /** No connection, not let in, shutting down or starting up, no connection left, no such database. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "28", "57P", "53300", "3D");

    /** MariaDB's {@code max_statement_time}, and MySQL's {@code max_execution_time}. */
    private static final Set<Integer> MYSQL_TOO_LONG = Set.of(1969, 3024);

    /** Trino: a worker or the coordinator went away, starts or stops, or has no room (655xx, 131074, 131080). */
    private static final Map<Integer, Kind> TRINO = Map.ofEntries(
            Map.entry(47, Kind.NO_COLUMN),
            Map.entry(131_075, Kind.TOO_LONG),
            Map.entry(131_073, Kind.NO_MEMORY),
            Map.entry(131_076, Kind.NO_MEMORY),
            Map.entry(131_079, Kind.NO_MEMORY),
            Map.entry(65_537, Kind.AWAY),
            Map.entry(65_539, Kind.AWAY),
            Map.entry(65_540, Kind.AWAY),
            Map.entry(65_541, Kind.AWAY),
            Map.entry(65_545, Kind.AWAY),
            Map.entry(65_548, Kind.AWAY),
            Map.entry(65_558, Kind.AWAY),
            Map.entry(131_074, Kind.AWAY),
            Map.entry(131_080, Kind.AWAY));

    private JdbcErrors() {}

    /** The failure of a statement. */
    static ScanException of(SQLException e) {
        return switch (kind(telling(e))) {
            case NO_COLUMN ->
                ScanException.of(
                        ErrorCode.QUERY_FIELD_UNAVAILABLE, "The data source no longer has one of the columns.", e);
            case TOO_LONG -> ScanException.timedOut(e);
            case NO_MEMORY ->
                ScanException.of(ErrorCode.QUERY_SOURCE_ERROR, "The query needs more memory than it may use.", e);
            case OUTRUN ->
                ScanException.passing(
                        ErrorCode.QUERY_SOURCE_ERROR, "The data source gave the query up for the sake of others.", e);
            case AWAY -> unavailable(e);
            case OTHER ->
                ScanException.of(ErrorCode.QUERY_SOURCE_ERROR, "The data source could not compute the query.", e);
        };
    }

    /** The failure of getting a connection: whatever the reason, there is none. */
    static ScanException unavailable(SQLException e) {
        String state = String.valueOf(telling(e).getSQLState());
        if (state.startsWith("28")) {
            return ScanException.of(
                    ErrorCode.QUERY_SOURCE_UNAVAILABLE, "The data source does not let this server in.", e);
        }
        String description = "The data source cannot be reached.";
        return state.startsWith("3D")
                ? ScanException.of(ErrorCode.QUERY_SOURCE_UNAVAILABLE, description, e)
                : ScanException.passing(ErrorCode.QUERY_SOURCE_UNAVAILABLE, description, e);
    }

    private static Kind kind(SQLException e) {
        String state = e.getSQLState();
        Kind known = state == null ? TRINO.get(e.getErrorCode()) : STATES.get(state);
        if (known != null) {
            return known;
        }
        if (e instanceof SQLTimeoutException || MYSQL_TOO_LONG.contains(e.getErrorCode())) {
            return Kind.TOO_LONG;
        }
        return isAway(e) ? Kind.AWAY : Kind.OTHER;
    }

    private static boolean isAway(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return AWAY_CLASSES.stream().anyMatch(state::startsWith)
                || Stream.of(
                                SQLTransientConnectionException.class,
                                SQLNonTransientConnectionException.class,
                                SQLRecoverableException.class)
                        .anyMatch(type -> type.isInstance(e))
                || isLost(e);
    }

    /** Trino's driver packs what became of a request into several exceptions. */
    private static boolean isLost(SQLException e) {
        for (Throwable cause : e) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    /** The first exception of the chain that has a state: pools wrap those of drivers. */
    private static SQLException telling(SQLException e) {
        for (Throwable cause : e) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql;
            }
        }
        return e;
    }

    private enum Kind {
        NO_COLUMN,
        TOO_LONG,
        NO_MEMORY,
        OUTRUN,
        AWAY,
        OTHER
    }
}
