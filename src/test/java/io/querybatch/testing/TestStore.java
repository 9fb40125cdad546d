package io.querybatch.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** The store of a test: the embedded default, or a database of its own in a PostgreSQL that lives as long as this JVM. */
public final class TestStore {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    private final Map<String, String> settings;

    private TestStore(Map<String, String> settings) {
        this.settings = settings;
    }

    /** An empty store of the kind that {@code it.store} names. */
    public static TestStore fresh() {
        return isPostgresql() ? freshPostgresql() : new TestStore(Map.of());
    }

    public static boolean isPostgresql() {
        return "postgresql".equals(System.getProperty("it.store"));
    }

    /** An empty database in PostgreSQL. */
    public static TestStore freshPostgresql() {
        String name = "querybatch_" + DATABASES.incrementAndGet();
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestStore(Map.of(
                "querybatch.db.url", "jdbc:postgresql://127.0.0.1:" + postgres().getPort() + "/" + name,
                "querybatch.db.user", "postgres",
                "querybatch.db.password", "postgres"));
    }

    /** Ends every connection of servers to PostgreSQL, as its restart would; returns how many there were. */
    public static int endConnections() {
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name ="
                                + " 'querybatch'")) {
            ended.next();
            return ended.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What those call themselves that are connected to this database. */
    public Set<String> connections() {
        String name = settings.get("querybatch.db.url").replaceAll(".*/", "");
        Set<String> applications = new TreeSet<>();
        try (Connection connection = postgres().getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select application_name from pg_stat_activity where datname = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    applications.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return applications;
    }

    private static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(TestStore::stop));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    private static void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that lead a server to it; none for the embedded default. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The same as environment variables. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) ->
                environment.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        return environment;
    }
}
