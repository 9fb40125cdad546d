package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every SQL connector promises. */
abstract class ConnectorContract {

    private static final Duration LONG = Duration.ofMinutes(2);

    private SqlConnector connector;

    /** A connector to an engine that is there. */
    protected abstract SqlConnector open() throws ScanException;

    /** A statement that runs for minutes before its first row. */
    protected abstract String endless();

    /** A statement of a million rows, numbered from 0. */
    protected abstract String million();

    @BeforeEach
    void openConnector() throws ScanException {
        connector = open();
    }

    @AfterEach
    void closeConnector() {
        connector.close();
    }

    private List<Object> row(String sql, Object... binds) throws ScanException {
        try (RunningScan scan = connector.start(new Scan(sql, List.of(binds), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.next()).isTrue();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < rows.width(); i++) {
                values.add(rows.value(i));
            }
            assertThat(rows.next()).isFalse();
            return values;
        }
    }

    private ErrorCode failure(String sql, Duration timeout) throws ScanException {
        try (RunningScan scan = connector.start(new Scan(sql, List.of(), timeout))) {
            return catchThrowableOfType(ScanException.class, scan::rows)
                    .failure()
                    .code();
        }
    }

    @Test
    void deliversEveryTypeAsThePortSays() throws ScanException {
        assertThat(row("""
                select cast(7 as integer), cast(9007199254740993 as bigint), cast(1.10 as decimal(10,2)), cast(0.5 as double precision),
                  true, 'déjà 日本 😀', date '2001-02-03', timestamp '2001-02-03 04:05:06',
                  cast('2001-02-03 04:05:06+02' as timestamp with time zone), cast(null as integer)"""))
                .containsExactly(
                        7L,
                        9_007_199_254_740_993L,
                        new BigDecimal("1.10"),
                        0.5,
                        true,
                        "déjà 日本 😀",
                        LocalDate.of(2001, 2, 3),
                        LocalDateTime.of(2001, 2, 3, 4, 5, 6),
                        OffsetDateTime.of(2001, 2, 3, 2, 5, 6, 0, ZoneOffset.UTC),
                        null);
    }

    @Test
    void bindsValuesWhateverTheyLookLike() throws ScanException {
        String nasty = "x' or '1'='1; drop table t; -- ?";
        assertThat(row(
                        "select cast(? as varchar), cast(? as date), cast(? as integer)",
                        nasty,
                        LocalDate.of(2001, 1, 31),
                        5))
                .containsExactly(nasty, LocalDate.of(2001, 1, 31), 5L);
    }

    @Test
    void deliversNoRowsForAnEmptyResult() throws ScanException {
        try (RunningScan scan = connector.start(new Scan("select 1 as a, 2 as b where 1 = 0", List.of(), LONG))) {
            RowCursor rows = scan.rows();
            assertThat(rows.width()).isEqualTo(2);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void streamsAMillionRowsInOrder() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(million(), List.of(), LONG))) {
            RowCursor rows = scan.rows();
            long expected = 0;
            while (rows.next()) {
                assertThat(rows.value(0)).isEqualTo(expected++);
            }
            assertThat(expected).isEqualTo(1_000_000);
        }
    }

    @Test
    void aScanCancelledBeforeItRanDoesNotRun() throws ScanException {
        try (RunningScan scan = connector.start(new Scan(endless(), List.of(), LONG))) {
            assertThat(scan.cancel()).isTrue();
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
        assertThat(row("select 1")).containsExactly(1L);
    }

    @Test
    void cancelStopsARunningStatementFromAnotherThread() throws ScanException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        try (RunningScan scan = connector.start(new Scan(endless(), List.of(), LONG))) {
            Thread canceller = new Thread(() -> {
                try {
                    begun.await();
                    // The order may come before the statement has begun at the engine: it must count all the same.
                    while (!scan.cancel()) {
                        Thread.onSpinWait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            canceller.start();
            begun.countDown();
            ScanException e = catchThrowableOfType(ScanException.class, scan::rows);
            assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_CANCELLED);
            canceller.join();
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
}
