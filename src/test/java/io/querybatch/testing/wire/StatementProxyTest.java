package io.querybatch.testing.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.querybatch.testing.TestStore;
import io.querybatch.testing.wire.Sighting.Moment;
import io.querybatch.testing.wire.StatementWatch.Verdict;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL and its real driver. */
class StatementProxyTest {

    private final List<Sighting> seen = new CopyOnWriteArrayList<>();
    private final String url = TestStore.freshPostgresql().settings().get("querybatch.db.url");
    private volatile Predicate<Sighting> cut = sighting -> false;
    private StatementProxy proxy;

    @BeforeEach
    void start() throws SQLException {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        proxy = StatementProxy.before(port, sighting -> {
            seen.add(sighting);
            return cut.test(sighting) ? Verdict.CUT : Verdict.PASS;
        });
        execute("create table t(a integer)");
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    private Connection throughProxy() throws SQLException {
        return DriverManager.getConnection(
                url.replaceFirst(":\\d+/", ":" + proxy.port() + "/") + "?sslmode=disable", "postgres", "postgres");
    }

    private void execute(String sql) throws SQLException {
        try (Connection direct = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = direct.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows() throws SQLException {
        try (Connection direct = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = direct.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from t")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void insertInTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
            insert.setInt(1, 1);
            insert.executeUpdate();
        }
        connection.commit();
    }

    @Test
    void tellsOfAStatementBeforeAndAfterIncludingThoseThatAreOnlyNamed() throws SQLException {
        try (Connection connection = throughProxy();
                PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
            for (int i = 0; i < 20; i++) {
                insert.setInt(1, i);
                insert.executeUpdate();
            }
        }
        assertThat(seen)
                .filteredOn(sighting -> sighting.sql().equals("insert into t values ($1)"))
                .hasSize(40)
                .extracting(Sighting::moment)
                .startsWith(Moment.BEFORE, Moment.AFTER, Moment.BEFORE, Moment.AFTER);
        assertThat(rows()).isEqualTo(20);
    }

    @Test
    void knowsTheTransactionOfACommit() throws SQLException {
        try (Connection connection = throughProxy()) {
            insertInTransaction(connection);
            insertInTransaction(connection);
        }
        assertThat(seen)
                .filteredOn(sighting -> sighting.sql().equals("COMMIT"))
                .extracting(Sighting::transaction)
                .hasSize(4)
                .containsOnly(Set.of("insert into t values ($1)"));
    }

    @Test
    void aCommitCutBeforeItArrivesDidNotHappen() throws SQLException {
        cut = sighting -> sighting.sql().equals("COMMIT") && sighting.moment() == Moment.BEFORE;
        try (Connection connection = throughProxy()) {
            assertThatThrownBy(() -> insertInTransaction(connection)).isInstanceOf(SQLException.class);
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aCommitWhoseAnswerIsCutDidHappen() throws SQLException {
        cut = sighting -> sighting.sql().equals("COMMIT") && sighting.moment() == Moment.AFTER;
        try (Connection connection = throughProxy()) {
            assertThatThrownBy(() -> insertInTransaction(connection)).isInstanceOf(SQLException.class);
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aStatementThatFailsHasNoAfterAndLeavesTheOthersInStep() throws SQLException {
        try (Connection connection = throughProxy();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into missing values (1)"))
                    .isInstanceOf(SQLException.class);
            statement.execute("insert into t values (7)");
        }
        assertThat(seen)
                .filteredOn(sighting -> sighting.sql().startsWith("insert"))
                .extracting(sighting -> sighting.moment() + " " + sighting.sql())
                .containsExactly(
                        "BEFORE insert into missing values (1)",
                        "BEFORE insert into t values (7)",
                        "AFTER insert into t values (7)");
    }

    /** What a pool asks of a connection that was idle: the driver sends a statement without a text. */
    @Test
    void aQuestionWhetherTheConnectionLivesLeavesTheOthersInStep() throws SQLException {
        try (Connection connection = throughProxy()) {
            insertInTransaction(connection);
            assertThat(connection.isValid(2)).isTrue();
            seen.clear();
            insertInTransaction(connection);
        }
        assertThat(seen)
                .extracting(Sighting::moment, Sighting::sql)
                .containsSubsequence(
                        tuple(Moment.AFTER, "insert into t values ($1)"),
                        tuple(Moment.BEFORE, "COMMIT"),
                        tuple(Moment.AFTER, "COMMIT"));
    }

    @Test
    void whatWasHeldArrivesLate() throws Exception {
        try (Connection connection = throughProxy();
                Statement statement = connection.createStatement()) {
            proxy.hold();
            Thread late = new Thread(() -> {
                try {
                    statement.execute("insert into t values (1)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            late.start();
            late.join(300);
            assertThat(late.isAlive()).isTrue();
            assertThat(rows()).isZero();
            proxy.release();
            late.join(10_000);
            assertThat(rows()).isEqualTo(1);
        }
    }
}
