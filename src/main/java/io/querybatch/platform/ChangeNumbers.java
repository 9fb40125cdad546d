package io.querybatch.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps numbers of changes from coming twice. H2 shows what is committed before it is in its file (docs/servers.md): after the
 * death of the process, callers may know tags and cursors of changes that the store does not, and the same numbers would mean
 * something else to them when they come again.
 */
final class ChangeNumbers {

    /** More than can have been shown and lost. */
    private static final int LEAP = 1_000_000;

    private ChangeNumbers() {}

    /** Has all batches that go on do so from numbers that nobody knows; for a store that only this process uses. */
    static void leap(Connection h2) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            statement.executeUpdate("update batch set change = change + " + LEAP + " where state <> 'STOPPED'");
        }
    }
}
