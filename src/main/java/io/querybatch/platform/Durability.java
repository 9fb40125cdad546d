package io.querybatch.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a commit of the store survives, as its database is set, and what a request that was answered. 201 says that a batch
 * is kept, so this is for the operator to know.
 *
 * @param commits the worst that takes nothing away of what is committed, outcomes of queries for one
 * @param accepted the worst that takes nothing away of what was answered: batches accepted, changed, cancelled
 * @param weaknesses settings that stand in the way of more, as {@code name=value}; empty when the database is set as well as
 *     it can be
 */
record Durability(Worst commits, Worst accepted, List<String> weaknesses) {

    private static final String OFF = "off";

    /** From bad to best. */
    enum Worst {
        NOTHING("nothing"),
        PROCESS_DEATH("death of the process"),
        POWER_LOSS("loss of power");

        private final String text;

        Worst(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Durability {
        weaknesses = List.copyOf(weaknesses);
    }

    private Durability(Worst both, List<String> weaknesses) {
        this(both, both, weaknesses);
    }

    /**
     * Makes a new connection to PostgreSQL wait for the disk with every commit, whatever the default of the database, role or
     * server is. Only {@code off} is changed: what an operator with standbys has chosen is stronger, or his choice.
     */
    static void demand(Connection postgresql) throws SQLException {
        try (Statement statement = postgresql.createStatement()) {
            statement.execute("""
                    select set_config('synchronous_commit', 'on', false)
                    where current_setting('synchronous_commit') = 'off'""");
        }
    }

    /**
     * Brings to the disk what is committed in H2, which only writes to its file by itself.
     *
     * @throws SQLException also if the user is no administrator of the database
     */
    static void force(Connection h2) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    /** Asks the database of a connection. */
    static Durability of(Connection connection) throws SQLException {
        String url = connection.getMetaData().getURL();
        return StoreUrl.isH2(url) ? h2(connection, url) : postgresql(connection);
    }

    private static Durability postgresql(Connection connection) throws SQLException {
        boolean waits = isOn(connection, "synchronous_commit");
        List<String> weaknesses = Stream.of(
                        weakness(waits, "synchronous_commit"),
                        weakness(isOn(connection, "fsync"), "fsync"),
                        weakness(isOn(connection, "full_page_writes"), "full_page_writes"))
                .flatMap(List::stream)
                .toList();
        if (weaknesses.isEmpty()) {
            return new Durability(Worst.POWER_LOSS, weaknesses);
        }
        return new Durability(waits ? Worst.PROCESS_DEATH : Worst.NOTHING, weaknesses);
    }

    private static boolean isOn(Connection connection, String setting) throws SQLException {
        return !OFF.equals(single(connection, "select current_setting('" + setting + "')"));
    }

    private static List<String> weakness(boolean on, String setting) {
        return on ? List.of() : List.of(setting + "=" + OFF);
    }

    /** H2 writes with every commit, if it is told to, and waits for the disk only when it is asked to ({@link #force}). */
    private static Durability h2(Connection connection, String url) throws SQLException {
        if (StoreUrl.isInMemory(url)) {
            return new Durability(Worst.NOTHING, List.of("mem"));
        }
        String delay = single(
                connection, "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'");
        force(connection);
        return "0".equals(delay)
                ? new Durability(Worst.PROCESS_DEATH, Worst.POWER_LOSS, List.of())
                : new Durability(Worst.NOTHING, Worst.POWER_LOSS, List.of("WRITE_DELAY=" + delay));
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
