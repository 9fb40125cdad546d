package io.querybatch.operations;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Asks the store. It costs as much as there are batches that have not ended, and nobody waits for it. */
public final class SqlSurvey {

    /** More tenants and combinations of data sources than anybody looks at; the busiest first. */
    private static final int MOST = 1_000;

    /** A node whose name a later process has taken over counts as silent since 1970. */
    private static final String NODES = """
            select node_id, name, started_at, free_workers, full_sources,
              extract(epoch from current_timestamp) - extract(epoch from heartbeat_at) as silence
            from node where heartbeat_at > timestamp with time zone '1970-01-02 00:00:00+00' order by node_id""";

    private static final String LOADS = """
            select tenant, interactive, data_sources, count(*) as open,
              sum(case when paused then 1 else 0 end) as paused,
              sum(queued) as queued, sum(running) as running, sum(running - riding) as slots,
              extract(epoch from current_timestamp) - extract(epoch from
                min(case when queued > 0 and not paused and stop_reason is null then schedule_time end)) as oldest
            from batch where state in ('QUEUED', 'RUNNING')
            group by tenant, interactive, data_sources order by 6 desc, 7 desc, 1, 2, 3 limit\s""" + (MOST + 1);

    private static final String SCHEMA = """
            select "version" from "flyway_schema_history"
            where "success" and "version" is not null order by "installed_rank" desc limit 1""";

    private final DataSource store;

    /** {@code store} gives connections that commit by themselves. */
    public SqlSurvey(DataSource store) {
        this.store = store;
    }

    StoreSurvey now() throws SQLException {
        try (Connection connection = store.getConnection()) {
            Duration ping = ping(connection);
            List<Load> loads = all(connection, LOADS, SqlSurvey::load);
            return new StoreSurvey(
                    all(connection, NODES, SqlSurvey::node),
                    loads.subList(0, Math.min(MOST, loads.size())),
                    loads.size() <= MOST,
                    facts(connection, ping));
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> List<T> all(Connection connection, String query, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (row.next()) {
                all.add(reading.of(row));
            }
            return all;
        }
    }

    private static Duration ping(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        all(connection, "select 1", row -> row.getInt(1));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static StoreFacts facts(Connection connection, Duration ping) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        return new StoreFacts(
                database.getDatabaseProductName(),
                database.getDatabaseMajorVersion() + "." + database.getDatabaseMinorVersion(),
                ping,
                all(connection, SCHEMA, row -> row.getString(1)).stream()
                        .findFirst()
                        .orElse(null));
    }

    private static NodeRow node(ResultSet row) throws SQLException {
        return new NodeRow(
                row.getLong("node_id"),
                row.getString("name"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                seconds(row, "silence"),
                row.getInt("free_workers"),
                names(row, "full_sources"));
    }

    private static Load load(ResultSet row) throws SQLException {
        return new Load(
                row.getString("tenant"),
                row.getBoolean("interactive"),
                names(row, "data_sources"),
                row.getLong("open"),
                row.getLong("paused"),
                row.getLong("queued"),
                row.getLong("running"),
                row.getLong("slots"),
                seconds(row, "oldest"));
    }

    private static List<String> names(ResultSet row, String column) throws SQLException {
        return Stream.of(row.getString(column).split(","))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Null where there is none. What has just happened may be a moment in the future. */
    private static Duration seconds(ResultSet row, String column) throws SQLException {
        double seconds = row.getDouble(column);
        return row.wasNull() ? null : Duration.ofMillis(Math.max(0, Math.round(seconds * 1_000)));
    }
}
