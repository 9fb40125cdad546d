package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.Project;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code server-config/postgresql}, in a real cluster: the role has what the server needs, and no more. */
class DatabaseRoleTest {

    private static EmbeddedPostgres cluster;

    /** As psql runs it; {@code \connect} is a command of its own. */
    @BeforeAll
    static void runTheScript() throws IOException, SQLException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        settings().forEach(setting -> builder.setServerConfig(setting[0], setting[1]));
        cluster = builder.start();
        String script = Files.readString(Project.base().resolve("server-config/postgresql/role.sql"));
        String[] parts = script.split("\\\\connect querybatch\n");
        assertThat(parts).hasSize(2);
        execute(cluster.getPostgresDatabase(), parts[0]);
        execute(cluster.getDatabase("postgres", "querybatch"), parts[1]);
    }

    private static List<String[]> settings() throws IOException {
        return Files.readAllLines(Project.base().resolve("server-config/postgresql/querybatch.conf")).stream()
                .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                .map(line -> line.split(" = "))
                .toList();
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    private static void execute(DataSource database, String script) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // One by one: creating a database is refused beside anything else.
            for (String sql : script.replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static DataSource store() {
        return cluster.getDatabase("querybatch", "querybatch");
    }

    private static String single(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void theServerCanMakeItsTablesAndUseThem() throws SQLException {
        Flyway.configure()
                .dataSource(store())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        assertThat(single(store(), "select count(*) > 0 from querybatch.flyway_schema_history where success"))
                .isEqualTo("t");
        assertThatCode(() -> execute(store(), """
            insert into node values (nextval('node_seq'), 'one', now(), now());
            update node set heartbeat_at = now();
            delete from node\
            """)).doesNotThrowAnyException();
    }

    @Test
    void itsSessionsWaitForTheDiskAndDoNotStandStillInATransaction() throws SQLException {
        assertThat(single(store(), "show synchronous_commit")).isEqualTo("on");
        assertThat(single(store(), "show idle_in_transaction_session_timeout")).isEqualTo("1min");
    }

    @Test
    void theClusterTakesItsSettings() throws IOException, SQLException {
        for (String[] setting : settings()) {
            assertThat(single(
                            cluster.getPostgresDatabase(),
                            "select source from pg_settings where name = '" + setting[0] + "'"))
                    .as(setting[0])
                    .isEqualTo("command line");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create database another",
                "create role another",
                "create schema another",
                "create table public.another (n int)",
                "create temporary table another (n int)",
                "select pg_read_file('PG_VERSION')",
                "select rolpassword from pg_authid",
                "copy (select 1) to program 'true'",
                "set role postgres"
            })
    void theRoleCanDoNothingElse(String sql) {
        assertThatThrownBy(() -> execute(store(), sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void nobodyElseGetsIntoTheDatabase() throws SQLException {
        execute(cluster.getPostgresDatabase(), "create role stranger login password 'stranger'");
        assertThatThrownBy(() -> single(cluster.getDatabase("stranger", "querybatch"), "select 1"))
                .hasMessageContaining("permission denied for database");
    }
}
