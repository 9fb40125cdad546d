package io.querybatch.connectors.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets nothing run but one SELECT that only reads. DuckDB may write wherever it may read, even from a {@code COPY} inside
 * {@code WITH}, and preparing several statements already runs all but the last; so its own parser is asked first.
 */
final class SelectOnly {

    /** Texts that passed: a batch runs the same text thousands of times, and parsing costs a millisecond. */
    private static final int REMEMBERED = 1_000;

    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    /** Refuses anything else with an exception that says why. */
    void check(Connection connection, String sql) throws SQLException {
        if (passed.contains(sql)) {
            return;
        }
        String reason = new StatementTree(parsed(connection, sql)).objection();
        if (reason != null) {
            throw new SQLException("only one SELECT may run: " + reason);
        }
        if (passed.size() >= REMEMBERED) {
            passed.clear();
        }
        passed.add(sql);
    }

    /** Only the parsing is DuckDB's: walking the tree there takes memory with the square of its size. */
    private static String parsed(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select json_serialize_sql(?::varchar)")) {
            statement.setString(1, sql);
            try (ResultSet tree = statement.executeQuery()) {
                tree.next();
                return tree.getString(1);
            }
        }
    }
}
