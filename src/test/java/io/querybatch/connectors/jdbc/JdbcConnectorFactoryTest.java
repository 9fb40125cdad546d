package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.PoolUse;
import io.querybatch.connectors.Rows;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.NameNotFoundException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connections a data source gets, and that they are given back. */
class JdbcConnectorFactoryTest {

    private static final JdbcConfig CONFIG = new JdbcConfig(Duration.ofMillis(500), Duration.ofSeconds(5));
    private static final String URL = "jdbc:h2:mem:pools;DB_CLOSE_DELAY=-1";
    private static final Map<String, String> CONNECTION =
            Map.of("url", "jdbc:h2:mem:${NAME};DB_CLOSE_DELAY=-1", "user", "sa", "password", "${SECRET}");

    private final JdbcConnectionPool server = JdbcConnectionPool.create(URL, "sa", "hunter2");
    private final JdbcConnectorFactory factory = factory("hunter2");

    private JdbcConnectorFactory factory(String secret) {
        Variables variables = new Variables(name ->
                Optional.ofNullable(Map.of("NAME", "pools", "SECRET", secret).get(name)));
        return new JdbcConnectorFactory(CONFIG, variables, name -> {
            if (!name.equals("java:app/jdbc/sales")) {
                throw new NameNotFoundException(name);
            }
            return server;
        });
    }

    @BeforeEach
    void create() throws SQLException {
        try (Connection connection = server.getConnection()) {
            connection.createStatement().execute("create table if not exists sales as select 1 as amount");
        }
    }

    @AfterEach
    void drop() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(URL);
        database.setUser("sa");
        database.setPassword("hunter2");
        server.dispose();
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("shutdown");
        }
    }

    private SqlConnector open(Map<String, String> connection) throws ScanException {
        return factory.open(Definitions.database(connection));
    }

    private int sessions() throws SQLException {
        try (Connection connection = server.getConnection()) {
            var rows =
                    connection.createStatement().executeQuery("select count(*) - 1 from information_schema.sessions");
            rows.next();
            return rows.getInt(1);
        }
    }

    private static RunningScan started(SqlConnector connector) throws ScanException {
        RunningScan scan = connector.start(new Scan("select amount from sales", List.of(), Rows.LONG));
        scan.rows();
        return scan;
    }

    @Test
    void dataSourcesOfOneAddressShareTheirConnections() throws ScanException, SQLException {
        try (SqlConnector one = open(CONNECTION);
                SqlConnector other = open(CONNECTION)) {
            assertThat(Rows.of(one, "select amount from sales")).containsExactly(List.of(1L));
            assertThat(Rows.of(other, "select amount from sales")).containsExactly(List.of(1L));
            assertThat(sessions()).isEqualTo(1);
        }
        assertThat(sessions()).isZero();
    }

    @Test
    void aPoolSaysWhatIsInUseOfItToAllThatShareIt() throws ScanException {
        try (SqlConnector one = open(CONNECTION);
                SqlConnector other = open(CONNECTION)) {
            assertThat(other.pool()).contains(new PoolUse(0, 0, 4, 0));
            try (RunningScan scan = started(one)) {
                assertThat(scan).isNotNull();
                assertThat(other.pool()).contains(new PoolUse(1, 0, 4, 0));
            }
            assertThat(other.pool()).contains(new PoolUse(0, 1, 4, 0));
        }
        try (SqlConnector borrowed = open(Map.of("jndi", "java:app/jdbc/sales"))) {
            assertThat(borrowed.pool()).isEmpty();
        }
    }

    @Test
    void aPoolOutlivesTheFirstThatLeavesIt() throws ScanException {
        try (SqlConnector other = open(CONNECTION)) {
            try (SqlConnector one = open(CONNECTION)) {
                assertThat(one.dialect()).isEqualTo(SQLDialect.H2);
            }
            assertThat(Rows.of(other, "select amount from sales")).hasSize(1);
        }
    }

    /** Each of the two brings its own limit of 2. */
    @Test
    void aPoolHasRoomForAllItsDataSourcesAndNoMore() throws ScanException {
        try (SqlConnector one = open(CONNECTION);
                SqlConnector other = open(CONNECTION);
                RunningScan first = started(one);
                RunningScan second = started(one);
                RunningScan third = started(other);
                RunningScan fourth = started(other)) {
            assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
            ScanException e = Rows.failure(other, "select amount from sales");
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void connectionsComeBackWhateverHappensToTheirScans() throws ScanException {
        try (SqlConnector connector = open(CONNECTION)) {
            for (int i = 0; i < 10; i++) {
                assertThat(Rows.failure(connector, "select wrong from sales")).isNotNull();
                assertThat(Rows.failure(connector, "no sql")).isNotNull();
                RunningScan early = started(connector);
                early.close();
                early.close();
                try (RunningScan never = connector.start(new Scan("select 1", List.of(), Rows.LONG))) {
                    assertThat(never.cancel()).isTrue();
                }
            }
            assertThat(Rows.of(connector, "select amount from sales")).hasSize(1);
        }
    }

    @Test
    void nothingCanBeWritten() throws ScanException {
        try (SqlConnector connector = open(CONNECTION)) {
            assertThat(Rows.failure(connector, "delete from sales")).isNotNull();
            // H2 has no read-only transactions, and its SELECT can do this; but nothing is ever committed.
            assertThat(Rows.of(connector, "select amount from old table (delete from sales)"))
                    .hasSize(1);
            assertThat(Rows.of(connector, "select amount from sales")).hasSize(1);
        }
    }

    @Test
    void aWrongPasswordIsASourceThatIsUnavailable() throws ScanException {
        try (SqlConnector connector = factory("wrong").open(Definitions.database(CONNECTION))) {
            ScanException e = Rows.failure(connector, "select amount from sales");
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(e.failure().description()).isEqualTo("The data source does not let this server in.");
            assertThat(connector.available()).isFalse();
        }
    }

    @Test
    void connectionsOfTheServerAreUsedAndGoBackAsTheyCame() throws ScanException, SQLException {
        try (SqlConnector connector = open(Map.of("jndi", "java:app/jdbc/sales"))) {
            assertThat(connector.dialect()).isEqualTo(SQLDialect.H2);
            for (int i = 0; i < 20; i++) {
                assertThat(Rows.of(connector, "select amount from sales")).containsExactly(List.of(1L));
                assertThat(Rows.failure(connector, "select wrong from sales")).isNotNull();
            }
            assertThat(server.getActiveConnections()).isZero();
            try (Connection connection = server.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
            }
        }
        assertThat(Rows.of(open(Map.of("jndi", "java:app/jdbc/sales")), "select 1"))
                .hasSize(1);
    }

    @Test
    void whatCannotBeOpenedEverIsSaidAtOnce() {
        assertThat(problem(Map.of("jndi", "java:app/jdbc/other")))
                .isEqualTo("The server has no data source \"java:app/jdbc/other\".");
        assertThat(problem(Map.of("url", "jdbc:nosuch://host/db?password=hunter2")))
                .isEqualTo("No driver understands \"jdbc:nosuch://host/db\".");
    }

    private String problem(Map<String, String> connection) {
        return catchThrowableOfType(ScanException.class, () -> open(connection))
                .failure()
                .description();
    }
}
