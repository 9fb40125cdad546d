package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.connectors.jdbc.Databases;
import io.querybatch.platform.Durability.Worst;
import io.querybatch.testing.TestStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurabilityTest {

    /** In a server that waits for no disk at all, as test servers do. */
    private static Map<String, String> database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void createDatabase() {
        database = Databases.of(TestStore.freshPostgresql());
        assertThat(Databases.single(database, "show synchronous_commit")).isEqualTo("off");
    }

    private static String committing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aConnectionWaitsForTheDiskAlthoughTheServerWouldNot() throws SQLException {
        try (Connection connection = Databases.direct(database)) {
            Durability.demand(connection);
            connection.setAutoCommit(false);
            assertThat(committing(connection)).isEqualTo("on");
            connection.rollback();
            assertThat(committing(connection)).isEqualTo("on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote_write", "on", "remote_apply"})
    void whatAnOperatorWithStandbysHasChosenStays(String chosen) throws SQLException {
        Map<String, String> own = Databases.of(TestStore.freshPostgresql());
        String name = own.get("url").replaceAll(".*/", "");
        Databases.execute(own, "alter database " + name + " set synchronous_commit = '" + chosen + "'");
        try (Connection connection = Databases.direct(own)) {
            Durability.demand(connection);
            assertThat(committing(connection)).isEqualTo(chosen);
        }
    }

    @Test
    void namesWhatIsSwitchedOff() throws SQLException {
        try (Connection connection = Databases.direct(database)) {
            assertThat(Durability.of(connection).commits()).isEqualTo(Worst.NOTHING);
            assertThat(Durability.of(connection).weaknesses()).containsExactly("synchronous_commit=off", "fsync=off");
            Durability.demand(connection);
            assertThat(Durability.of(connection).commits()).isEqualTo(Worst.PROCESS_DEATH);
            assertThat(Durability.of(connection).accepted()).isEqualTo(Worst.PROCESS_DEATH);
            assertThat(Durability.of(connection).weaknesses()).containsExactly("fsync=off");
        }
    }

    @Test
    void aServerThatWaitsForTheDiskLosesNothing() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .start();
                Connection connection = server.getPostgresDatabase().getConnection()) {
            Durability.demand(connection);
            assertThat(Durability.of(connection).commits()).isEqualTo(Worst.POWER_LOSS);
            assertThat(Durability.of(connection).accepted()).isEqualTo(Worst.POWER_LOSS);
            assertThat(Durability.of(connection).weaknesses()).isEmpty();
        }
    }

    @Test
    void theEmbeddedStoreSurvivesTheProcessAndWhatItAcceptedALossOfPower() throws SQLException {
        try (Connection connection = h2(StoreUrl.embedded(folder.resolve("store")))) {
            assertThat(Durability.of(connection).commits()).isEqualTo(Worst.PROCESS_DEATH);
            assertThat(Durability.of(connection).accepted()).isEqualTo(Worst.POWER_LOSS);
            assertThat(Durability.of(connection).weaknesses()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"jdbc:h2:mem:, NOTHING", "jdbc:h2:file:%s, POWER_LOSS"})
    void anEmbeddedStoreThatWritesLaterOrNeverSaysSo(String url, Worst accepted) throws SQLException {
        try (Connection connection = h2(url.formatted(folder.resolve("late")))) {
            assertThat(Durability.of(connection).commits()).isEqualTo(Worst.NOTHING);
            assertThat(Durability.of(connection).accepted()).isEqualTo(accepted);
            assertThat(Durability.of(connection).weaknesses()).hasSize(1);
        }
    }

    private static Connection h2(String url) throws SQLException {
        return DriverManager.getConnection(url, "querybatch", "");
    }
}
