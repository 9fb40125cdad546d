package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.testing.TestStore;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.naming.NameNotFoundException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ServerResourcesTest {

    private static final String SETTING = "querybatch.db.jndi";

    private final Map<String, Object> server = Map.of(
            "jdbc/reports", postgresql(),
            "jdbc/gone", unreachable(),
            "jdbc/h2", h2(),
            "concurrent/queries", (Executor) Runnable::run);

    private final ServerResources resources = new ServerResources(name -> {
        if (!server.containsKey(name)) {
            throw new NameNotFoundException(name);
        }
        return server.get(name);
    });

    private static DataSource postgresql() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return source;
    }

    private static DataSource unreachable() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:1/nowhere");
        return source;
    }

    private static DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:other");
        return source;
    }

    @Test
    void theStoreIsADataSourceOfTheServer() throws Exception {
        try (Connection connection = resources.store("jdbc/reports").getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void whatCannotBeTheStoreIsSaidAtStart() {
        assertRefused("jdbc/h2", SETTING + ": must be PostgreSQL, and is H2");
        assertRefused("jdbc/gone", SETTING + ": the database cannot be reached (SQL state 08001)");
        assertRefused("jdbc/nothing", SETTING + ": the server has no DataSource \"jdbc/nothing\"");
        assertRefused("concurrent/queries", SETTING + ": the server has no DataSource \"concurrent/queries\"");
    }

    private void assertRefused(String name, String message) {
        assertThatThrownBy(() -> resources.store(name))
                .isInstanceOf(StartupException.class)
                .hasMessage(message);
    }

    @Test
    void anythingElseIsFoundByItsNameAndKind() {
        assertThat(resources.named("querybatch.executor.jndi", "concurrent/queries", Executor.class))
                .isSameAs(server.get("concurrent/queries"));
    }

    @Test
    void oneOfTheTwoSaysWhereTheStoreIs() {
        Settings both = GivenSettings.of(Map.of(SETTING, "jdbc/reports", "querybatch.db.url", "jdbc:h2:mem:x"));
        assertThatThrownBy(both::dbJndi)
                .isInstanceOf(StartupException.class)
                .hasMessage(SETTING + ": is set, and so is querybatch.db.url");
        assertThat(GivenSettings.of(Map.of(SETTING, " jdbc/reports ")).dbJndi()).contains("jdbc/reports");
        assertThat(GivenSettings.of(Map.of(SETTING, "jdbc/reports")).storeIsEmbedded())
                .isFalse();
        assertThat(GivenSettings.of(Map.of()).storeIsEmbedded()).isTrue();
    }
}
