package io.querybatch.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Variables;
import io.querybatch.connectors.Definitions;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.Rows;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import io.querybatch.testing.FaultyProxy;
import io.querybatch.testing.Poll;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scan says when Trino, or the way to it, fails; and that the next one runs. */
@Tag("trino")
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrinoFaultsTest {

    private static final String MANY = "select l.* from tpch.sf1.lineitem l";
    private static final String ENDLESS =
            "select count(*) from table(sequence(0, 1000000000000)) a, table(sequence(0, 1000000000000)) b";
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static Map<String, String> direct;

    private FaultyProxy proxy;
    private SqlConnector connector;

    @BeforeAll
    static void create() {
        direct = Databases.trino();
    }

    @BeforeEach
    void open() throws ScanException {
        proxy = FaultyProxy.before(URI.create(direct.get("url").substring(5)).getPort());
        connector = connector("");
    }

    private SqlConnector connector(String options) throws ScanException {
        String url = direct.get("url").replaceFirst(":\\d+/", ":" + proxy.port() + "/") + options;
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(5), Duration.ofSeconds(2));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment())
                .open(Definitions.database(Map.of("url", url, "user", "test")));
    }

    @AfterEach
    void close() {
        connector.close();
        proxy.close();
    }

    private void assertUnavailable(ScanException e) {
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        assertThat(e.failure().description()).isEqualTo("The data source cannot be reached.");
        assertThat(connector.available()).isFalse();
    }

    /** More scans than there are connections, so that a lost one would be missed. */
    private void assertWorks() throws ScanException {
        for (int i = 0; i < 5; i++) {
            assertThat(Rows.of(connector, "select 1")).containsExactly(List.of(1L));
        }
        assertThat(connector.available()).isTrue();
    }

    private static void readAll(RowCursor rows) throws ScanException {
        while (rows.next()) {
            assertThat(rows.value(0)).isNotNull();
        }
    }

    @Test
    void aCoordinatorThatIsLostAmongTheRowsEndsTheScan() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(MANY, List.of(), Rows.LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            proxy.refuse();
            assertUnavailable(catchThrowableOfType(ScanException.class, () -> readAll(rows)));
        }
        proxy.heal();
        assertWorks();
    }

    /** One request is lost, the same is asked again, and no row is missing. */
    @Test
    void aConnectionThatIsLostAmongTheRowsIsRepaired() throws ScanException {
        long rows = 0;
        try (RunningScan scan = connector.start(new Scan(MANY + " limit 200000", List.of(), Rows.LONG))) {
            RowCursor cursor = scan.rows();
            while (cursor.next()) {
                rows++;
                if (rows == 1_000) {
                    proxy.heal();
                }
            }
        }
        assertThat(rows).isEqualTo(200_000);
    }

    @Test
    void aCoordinatorThatIsDownIsUnavailableUntilItIsBack() throws ScanException {
        proxy.refuse();
        assertUnavailable(Rows.failure(connector, "select 1"));
        proxy.heal();
        assertWorks();
    }

    @Test
    void aCoordinatorThatNeverAnswersIsUnavailable() {
        proxy.fallSilent();
        assertUnavailable(Rows.failure(connector, "select 1"));
    }

    @Test
    void silenceAmongTheRowsEndsWithTheTimeOfTheScan() throws ScanException {
        assertWorks();
        try (RunningScan scan = connector.start(new Scan(MANY, List.of(), Duration.ofSeconds(8)))) {
            RowCursor rows = scan.rows();
            proxy.fallSilent();
            ScanException e = catchThrowableOfType(ScanException.class, () -> readAll(rows));
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
        proxy.heal();
        assertWorks();
    }

    @Test
    void cancellingReachesTheCoordinator() throws ScanException, InterruptedException {
        try (RunningScan scan = connector.start(new Scan(ENDLESS, List.of(), Rows.LONG))) {
            Thread canceller = new Thread(() -> {
                Poll.until(Rows.LONG, "the statement runs", () -> running(ENDLESS) == 1);
                scan.cancel();
            });
            canceller.start();
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
        }
        Poll.until(Rows.LONG, "the statement has ended", () -> running(ENDLESS) == 0);
        assertWorks();
    }

    @Test
    void trinoEndsAStatementByItselfWhenItsTimeIsOver() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(ENDLESS, List.of(), SHORT))) {
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
        Poll.until(Rows.LONG, "the statement has ended", () -> running(ENDLESS) == 0);
        assertWorks();
    }

    @Test
    void leavingEndsTheStatement() throws ScanException {
        // Not the one that another test had to leave running.
        String mine = MANY + " where l.tax >= 0";
        try (RunningScan scan = connector.start(new Scan(mine, List.of(), Rows.LONG))) {
            assertThat(scan.rows().next()).isTrue();
        }
        Poll.until(Duration.ofSeconds(30), "the statement has ended", () -> running(mine) == 0);
        assertWorks();
    }

    @Test
    void theUrlKnowsBetterWhoWeAre() throws ScanException {
        String mine = "select source from system.runtime.queries where query like '%who am I%' and source = ?";
        assertThat(Rows.of(connector, mine + " limit 1", "querybatch")).containsExactly(List.of("querybatch"));
        try (SqlConnector named = connector("?source=reports")) {
            assertThat(Rows.of(named, mine + " limit 1", "reports")).containsExactly(List.of("reports"));
        }
    }

    @Test
    void takesAsManyValuesAsARegularExpressionMayFind() throws ScanException {
        Object[] values = new Object[20_000];
        Arrays.setAll(values, i -> "value " + i);
        String marks = String.join(", ", Collections.nCopies(values.length, "?"));
        assertThat(Rows.of(
                        connector,
                        "select count(*) from (values 'value 19999') as t (a) where a in (" + marks + ")",
                        values))
                .containsExactly(List.of(1L));
    }

    @Test
    void aCatalogThatIsNotThereIsAnError() throws ScanException {
        assertThat(Rows.failure(connector, "select * from nowhere.nothing.never")
                        .failure()
                        .code())
                .isEqualTo(ErrorCode.QUERY_SOURCE_ERROR);
    }

    /** How many queries run that statement. */
    private static int running(String sql) {
        try (Connection connection = Databases.direct(direct);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from system.runtime.queries where state not in"
                        + " ('FINISHED', 'FAILED') and query like '%" + sql + "%' and query not like '%runtime%'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
