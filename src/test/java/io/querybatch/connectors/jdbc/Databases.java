package io.querybatch.connectors.jdbc;

import io.querybatch.testing.MariaDb;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.TrinoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases for tests, as {@code connection} of a catalog file. */
public final class Databases {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Databases() {}

    /** An empty database in PostgreSQL, but for the table {@code memo(n)}. */
    public static Map<String, String> postgresql() {
        Map<String, String> connection = of(TestStore.freshPostgresql());
        execute(connection, "create table memo(n int)");
        return connection;
    }

    /** The way to a store in PostgreSQL. */
    public static Map<String, String> of(TestStore store) {
        Map<String, String> settings = store.settings();
        return Map.of(
                "url", settings.get("querybatch.db.url"),
                "user", settings.get("querybatch.db.user"),
                "password", settings.get("querybatch.db.password"));
    }

    /** The one value that a statement returns. */
    public static String single(Map<String, String> connection, String sql) {
        try (Connection direct = direct(connection);
                Statement statement = direct.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An empty schema in the memory of Trino; only in the profile of that name. */
    public static Map<String, String> trino() {
        String schema = "test" + SCHEMAS.incrementAndGet();
        String server = "jdbc:trino://127.0.0.1:" + TrinoProcess.port() + "/memory/";
        execute(Map.of("url", server + "default", "user", "test"), "create schema " + schema);
        return Map.of("url", server + schema, "user", "test");
    }

    /** An empty database in MariaDB, but for the table {@code memo(n)}; texts in it compare as usual there: without case. */
    public static Map<String, String> mariaDb() {
        MariaDb server = MariaDb.server();
        Map<String, String> anywhere = Map.of("url", server.url(), "user", MariaDb.USER, "password", MariaDb.PASSWORD);
        String name = "querybatch_" + SCHEMAS.incrementAndGet();
        execute(anywhere, "create database " + name + " character set utf8mb4");
        Map<String, String> connection =
                Map.of("url", server.url() + name, "user", MariaDb.USER, "password", MariaDb.PASSWORD);
        execute(connection, "create table memo(n int)");
        return connection;
    }

    /** Runs statements outside of what is tested. */
    public static void execute(Map<String, String> connection, String... statements) {
        try (Connection direct = direct(connection);
                Statement statement = direct.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection outside of what is tested. */
    public static Connection direct(Map<String, String> connection) throws SQLException {
        return DriverManager.getConnection(connection.get("url"), connection.get("user"), connection.get("password"));
    }

    /** Makes a user of PostgreSQL who must give his password, unlike everybody else. */
    static void demandPassword(Map<String, String> connection, String user, String password) {
        try (Connection direct = direct(connection);
                Statement statement = direct.createStatement()) {
            statement.execute("create role " + user + " login password '" + password + "'");
            Path access;
            try (ResultSet rows = statement.executeQuery("show hba_file")) {
                rows.next();
                access = Path.of(rows.getString(1));
            }
            Files.writeString(access, "host all " + user + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(access));
            statement.execute("select pg_reload_conf()");
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
