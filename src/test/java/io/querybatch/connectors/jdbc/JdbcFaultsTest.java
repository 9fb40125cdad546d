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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scan says when PostgreSQL, or the way to it, fails; and that the next one runs. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdbcFaultsTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final String MILLION = "select generate_series(1, 1000000), repeat('x', 100)";
    private static final String ENDLESS = "select count(*) from (select generate_series(1, 1000000000000)) a";

    private static Map<String, String> direct;

    private FaultyProxy proxy;
    private SqlConnector connector;
    private int waits;

    @BeforeAll
    static void create() {
        direct = Databases.postgresql();
    }

    @BeforeEach
    void open() throws ScanException {
        proxy = FaultyProxy.before(URI.create(direct.get("url").substring(5)).getPort());
        connector = connector(Map.of());
    }

    private SqlConnector connector(Map<String, String> others) throws ScanException {
        Map<String, String> connection = new HashMap<>(direct);
        connection.computeIfPresent("url", (key, url) -> url.replaceFirst(":\\d+/", ":" + proxy.port() + "/"));
        connection.putAll(others);
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(3), Duration.ofSeconds(2));
        return new JdbcConnectorFactory(config, Variables.ofEnvironment()).open(Definitions.database(connection));
    }

    @AfterEach
    void close() {
        connector.close();
        proxy.close();
    }

    private void assertUnavailable(ScanException e, String description) {
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        assertThat(e.failure().description()).isEqualTo(description);
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
            assertThat(rows.value(1)).isNotNull();
        }
    }

    @Test
    void aConnectionThatIsLostAmongTheRowsEndsTheScan() throws ScanException {
        for (int i = 0; i < 3; i++) {
            assertWorks();
            proxy.cutAfter(1_000_000);
            try (RunningScan scan = connector.start(new Scan(MILLION, List.of(), Rows.LONG))) {
                RowCursor rows = scan.rows();
                assertThat(rows.next()).isTrue();
                assertUnavailable(
                        catchThrowableOfType(ScanException.class, () -> readAll(rows)),
                        "The data source cannot be reached.");
            }
            proxy.heal();
        }
        assertWorks();
    }

    /** A connection that was fine a moment ago is not tried before it is used, but one that fails is enough. */
    @Test
    void atMostOneScanMeetsAConnectionThatWasLostWhileIdle() throws ScanException {
        try (RunningScan one = connector.start(new Scan("select 1", List.of(), SHORT));
                RunningScan other = connector.start(new Scan("select 1", List.of(), SHORT))) {
            assertThat(one.rows().next()).isEqualTo(other.rows().next());
        }
        proxy.heal();
        ScanException e = Rows.failure(connector, "select 1");
        if (e != null) {
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        }
        assertWorks();
    }

    @Test
    void aSourceThatIsDownIsUnavailableUntilItIsBack() throws ScanException {
        proxy.refuse();
        assertUnavailable(Rows.failure(connector, "select 1"), "The data source cannot be reached.");
        proxy.heal();
        assertWorks();
    }

    @Test
    void aSourceThatNeverAnswersIsUnavailable() {
        proxy.fallSilent();
        assertUnavailable(Rows.failure(connector, "select 1"), "The data source cannot be reached.");
    }

    @Test
    void silenceAmongTheRowsEndsWithTheTimeOfTheScan() throws ScanException {
        assertWorks();
        try (RunningScan scan = connector.start(new Scan(MILLION, List.of(), SHORT))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            proxy.fallSilent();
            ScanException e = catchThrowableOfType(ScanException.class, () -> readAll(rows));
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
        proxy.heal();
        assertWorks();
    }

    @Test
    void aScanInSilenceCanBeCancelledButNobodyKnowsWhatTheSourceDoes() throws ScanException, InterruptedException {
        assertWorks();
        try (RunningScan scan = connector.start(new Scan(MILLION, List.of(), Rows.LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            proxy.fallSilent();
            AtomicBoolean confirmed = new AtomicBoolean(true);
            Thread reader = Thread.currentThread();
            Thread canceller = new Thread(() -> {
                Poll.until(BOUND, "the rows that had come are read", () -> isWaiting(reader));
                confirmed.set(scan.cancel());
            });
            canceller.start();
            ScanException e = catchThrowableOfType(ScanException.class, () -> readAll(rows));
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
            assertThat(confirmed).isFalse();
        }
        proxy.heal();
        assertWorks();
    }

    /** Whether a thread waits for the server and for nothing else: it does so twice in a row. */
    private boolean isWaiting(Thread reader) {
        boolean atServer = Arrays.stream(reader.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("processResults"));
        waits = atServer ? waits + 1 : 0;
        return waits > 1;
    }

    @Test
    void cancellingReachesTheServer() throws ScanException, InterruptedException {
        try (RunningScan scan = connector.start(new Scan(ENDLESS, List.of(), Rows.LONG))) {
            Thread canceller = new Thread(() -> {
                Poll.until(BOUND, "the statement runs at the server", () -> running(ENDLESS) == 1);
                scan.cancel();
            });
            canceller.start();
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
        }
        assertThat(running(ENDLESS)).isZero();
        assertWorks();
    }

    @Test
    void theServerEndsAStatementByItselfWhenItsTimeIsOver() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(ENDLESS, List.of(), SHORT))) {
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
            assertThat(e.getCause()).hasMessageContaining("statement timeout");
        }
        assertThat(running(ENDLESS)).isZero();
        assertWorks();
    }

    @Test
    void aServerThatEndsTheConnectionIsUnavailable() throws ScanException {
        try (RunningScan scan =
                connector.start(new Scan("select pg_terminate_backend(pg_backend_pid())", List.of(), SHORT))) {
            assertUnavailable(
                    catchThrowableOfType(ScanException.class, scan::rows), "The data source cannot be reached.");
        }
        assertWorks();
    }

    @Test
    void asManyScansAsThereIsRoomForRunAtOnce() throws Exception {
        int scans = 24;
        JdbcConfig config = new JdbcConfig(Duration.ofSeconds(20), Duration.ofSeconds(2));
        ExecutorService threads = Executors.newFixedThreadPool(scans);
        try (SqlConnector wide =
                new JdbcConnectorFactory(config, Variables.ofEnvironment()).open(Definitions.database(direct, scans))) {
            String slow = "select pg_sleep(5)";
            List<Future<List<List<Object>>>> answers = new ArrayList<>();
            for (int i = 0; i < scans; i++) {
                answers.add(threads.submit(() -> Rows.of(wide, slow)));
            }
            Poll.until(Duration.ofSeconds(60), "all run at once", () -> running(slow) == scans);
            for (Future<List<List<Object>>> answer : answers) {
                assertThat(answer.get()).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutSayingIt() throws ScanException {
        Databases.demandPassword(direct, "guarded", "right");
        try (SqlConnector guarded = connector(Map.of("user", "guarded", "password", "wrong"))) {
            ScanException e = Rows.failure(guarded, "select 1");
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
            assertThat(e.failure().description()).isEqualTo("The data source does not let this server in.");
        }
        try (SqlConnector guarded = connector(Map.of("user", "guarded", "password", "right"))) {
            assertThat(Rows.of(guarded, "select 1")).hasSize(1);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsUnavailable() throws ScanException {
        String url = direct.get("url").replaceFirst("/[^/]*$", "/nowhere");
        try (SqlConnector nowhere = connector(Map.of("url", url))) {
            assertThat(Rows.failure(nowhere, "select 1").failure().code())
                    .isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
        }
    }

    /** How many connections run that statement. */
    private static int running(String sql) {
        try (Connection connection = Databases.direct(direct);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where state = 'active' and query = '" + sql + "'")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
