package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.testing.Poll;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every SQL connector promises. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ConnectorContract {

    private static final Duration LONG = Rows.LONG;

    private SqlConnector connector;

    /** A connector to an engine that is there. */
    protected abstract SqlConnector open() throws ScanException;

    /** A statement that runs for minutes before its first row. */
    protected abstract String endless();

    /** A statement of that many rows, numbered from 0 in order, which the engine makes only as they are read. */
    protected abstract String numbers(long count);

    /** Name of a method that is on the reading thread's stack while the engine computes, and at no other time. */
    protected abstract String engineMethod();

    /** A time in which the engine has rows to read for certain, but not all. */
    protected Duration shortTime() {
        return Duration.ofSeconds(1);
    }

    @BeforeEach
    void openConnector() throws ScanException {
        connector = open();
    }

    @AfterEach
    void closeConnector() {
        connector.close();
    }

    /** Its name for floating-point numbers of 64 bits. */
    protected String doubleType() {
        return "double precision";
    }

    /** The only row of a statement. */
    protected final List<Object> row(String sql, Object... binds) throws ScanException {
        List<List<Object>> rows = Rows.of(connector, sql, binds);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private ErrorCode failure(String sql, Duration timeout) throws ScanException {
        try (RunningScan scan = connector.start(new Scan(sql, List.of(), timeout))) {
            return code(scan::rows);
        }
    }

    private static ErrorCode code(ThrowingCallable call) {
        return catchThrowableOfType(ScanException.class, call).failure().code();
    }

    @Test
    void takesAsManyValuesAsAQueryHasAccounts() throws ScanException {
        Object[] values = new Object[1_000];
        Arrays.setAll(values, i -> "account " + i);
        String marks = String.join(", ", Collections.nCopies(values.length, "?"));
        assertThat(row("select count(*) from (select 'account 999' as a) as t where a in (" + marks + ")", values))
                .containsExactly(1L);
    }

    @Test
    void deliversEveryTypeAsThePortSays() throws ScanException {
        assertThat(row("""
                select cast(7 as integer), 9007199254740993, cast(1.10 as decimal(10,2)), cast(0.5 as double precision),
                  'déjà 日本 😀', date '2001-02-03', timestamp '2001-02-03 04:05:06', cast(null as integer)""".replace("double precision", doubleType())))
                .containsExactly(
                        7L,
                        9_007_199_254_740_993L,
                        new BigDecimal("1.10"),
                        0.5,
                        "déjà 日本 😀",
                        LocalDate.of(2001, 2, 3),
                        LocalDateTime.of(2001, 2, 3, 4, 5, 6),
                        null);
    }

    /** Engines without these types hold of them what they have instead. */
    @Test
    protected void deliversTruthAndInstantsAsThePortSays() throws ScanException {
        assertThat(row("select true, cast('2001-02-03 04:05:06+02' as timestamp with time zone)"))
                .containsExactly(true, OffsetDateTime.of(2001, 2, 3, 2, 5, 6, 0, ZoneOffset.UTC));
    }

    @Test
    void bindsValuesWhateverTheyLookLike() throws ScanException {
        String nasty = "x' or '1'='1; drop table t; -- ?";
        assertThat(row(
                        "select cast(? as varchar(100)), cast(? as date), cast(? as integer)",
                        nasty,
                        LocalDate.of(2001, 1, 31),
                        5))
                .containsExactly(nasty, LocalDate.of(2001, 1, 31), 5L);
    }

    /** Whatever was kept of the statement: neither the values nor the unread rows of the scan before are in the next one. */
    @Test
    void runsTheSameTextAgainWithOtherValues() throws ScanException {
        String text = "select cast(? as varchar(100)) as a from (" + numbers(10_000) + ") as t";
        for (String value : List.of("a", "b", "a longer one", "")) {
            try (RunningScan scan = connector.start(new Scan(text, List.of(value), LONG))) {
                RowCursor rows = scan.rows();
                assertThat(rows.next()).isTrue();
                assertThat(rows.value(0)).isEqualTo(value);
            }
        }
        assertThat(Rows.of(connector, text, "last")).hasSize(10_000).containsOnly(List.of("last"));
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void deliversNoRowsForAnEmptyResult() throws ScanException {
        try (RunningScan scan = connector.start(new Scan("select 1 as a, 2 as b where 1 = 0", List.of(), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.width()).isEqualTo(2);
            assertThat(rows.next()).isFalse();
        }
    }

    /** In this zone there was no such time. */
    @Test
    void timesAreNotShiftedIntoTheTimeZoneOfThisProcess() throws ScanException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Helsinki"));
        try {
            assertThat(
                            row(
                                    "select timestamp '2024-03-31 03:30:00', date '1500-03-01', timestamp '1582-10-10 00:00:00'"))
                    .containsExactly(
                            LocalDateTime.of(2024, 3, 31, 3, 30),
                            LocalDate.of(1500, 3, 1),
                            LocalDateTime.of(1582, 10, 10, 0, 0));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void deliversNumbersOfThirtyEightDigits() throws ScanException {
        String digits = "99999999999999999999999999999999999999";
        assertThat(row("select cast('" + digits + "' as decimal(38,0)), cast('-" + digits + "' as decimal(38,0))"))
                .containsExactly(new BigDecimal(digits), new BigDecimal(digits).negate());
    }

    @Test
    void streamsAMillionRowsInOrder() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(numbers(1_000_000), List.of(), LONG))) {
            RowCursor rows = scan.rows();
            long expected = 0;
            while (rows.next()) {
                assertThat(rows.value(0)).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(1_000_000);
        }
    }

    @Test
    void readsAFewRowsOfABillionAndLeaves() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(numbers(1_000_000_000), List.of(), LONG))) {
            assertThat(scan.rows().next()).isTrue();
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void aScanCancelledBeforeItRanDoesNotRun() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(endless(), List.of(), LONG))) {
            assertThat(scan.cancel()).isTrue();
            assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void cancelStopsAStatementThatTheEngineIsComputing() throws ScanException, InterruptedException {
        Thread reader = Thread.currentThread();
        try (RunningScan scan = connector.start(new Scan(endless(), List.of(), LONG))) {
            AtomicBoolean confirmed = new AtomicBoolean();
            Thread canceller = new Thread(() -> {
                Poll.until(LONG, "the engine computes", () -> isAtEngine(reader));
                confirmed.set(scan.cancel());
            });
            canceller.start();
            assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
            assertThat(confirmed).isTrue();
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    private boolean isAtEngine(Thread reader) {
        return Arrays.stream(reader.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(engineMethod()));
    }

    /** The order may come before the statement has begun at the engine: it must count all the same. */
    @Test
    void cancelCountsHoweverEarlyItComes() throws ScanException, InterruptedException {
        try (RunningScan scan = connector.start(new Scan(endless(), List.of(), LONG))) {
            Thread canceller = new Thread(() -> {
                while (!scan.cancel()) {
                    Thread.onSpinWait();
                }
            });
            canceller.start();
            assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void cancelStopsTheRowsOfAStatementThatIsBeingRead() throws ScanException, InterruptedException {
        try (RunningScan scan = connector.start(new Scan(numbers(1_000_000_000_000L), List.of(), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            Thread canceller = new Thread(scan::cancel);
            canceller.start();
            assertThat(code(() -> readOn(rows))).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    private static void readOn(RowCursor rows) throws ScanException {
        while (rows.next()) {
            assertThat(rows.width()).isEqualTo(1);
        }
    }

    @Test
    void cancellingAScanThatIsDoneDoesNothing() throws ScanException {
        RunningScan done;
        try (RunningScan scan = connector.start(new Scan("select 1", List.of(), LONG))) {
            assertThat(scan.rows().next()).isTrue();
            done = scan;
        }
        assertThat(done.cancel()).isTrue();
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void endsRowsThatTakeTooLong() throws ScanException {
        Scan scan = new Scan(numbers(1_000_000_000_000L), List.of(), shortTime());
        try (RunningScan running = connector.start(scan)) {
            RowCursor rows = running.rows();
            assertThat(code(() -> readOn(rows))).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void endsAStatementThatTakesTooLong() throws ScanException {
        assertThat(failure(endless(), Duration.ofSeconds(1))).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void tellsNothingOfTheStatementThatFailed() throws ScanException {
        try (RunningScan scan = connector.start(new Scan("select secret_column from nowhere", List.of(), LONG))) {
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_ERROR);
            assertThat(e.failure().description()).doesNotContain("secret").doesNotContain("nowhere");
        }
    }

    @Test
    void aMissingColumnIsAFieldThatIsUnavailable() {
        ScanException e = Rows.failure(connector, "select secret_column from (select 1 as a) t");
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_FIELD_UNAVAILABLE);
        assertThat(e.failure().description()).doesNotContain("secret");
    }
}
