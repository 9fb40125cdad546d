package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.http.FakeRemote.Behaviour;
import io.querybatch.errors.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping a query, wherever it is. */
class RemoteCancelTest {

    private static final RemoteTable TABLE = RemoteTable.numbers(50_000);

    /** Patient enough that nothing but the cancelling can have ended what it ends. */
    private final RemoteFixture fixture = new RemoteFixture(TABLE, Duration.ofMinutes(1));

    private final RunningScan scan = fixture.start(RemoteFixture.spec("n"));

    @AfterEach
    void close() {
        scan.close();
        fixture.close();
    }

    private static ErrorCode code(ThrowingCallable call) {
        return catchThrowableOfType(ScanException.class, call).failure().code();
    }

    /** Answers never; says when it was asked. */
    private Behaviour hang(CountDownLatch asked) {
        return (exchange, request) -> {
            asked.countDown();
            fixture.remote.hang();
        };
    }

    private Thread cancelAfter(CountDownLatch event, AtomicReference<Boolean> confirmed) {
        Thread canceller = new Thread(() -> {
            try {
                event.await();
                confirmed.set(scan.cancel());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();
        return canceller;
    }

    @Test
    void aQueryCancelledBeforeItRanIsNeverSent() {
        assertThat(scan.cancel()).isTrue();
        assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        assertThat(fixture.remote.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FakeRemote.DATA, FakeRemote.STATUS, FakeRemote.RESULTS})
    void cancelEndsARequestThatIsNotAnswered(String path) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Boolean> confirmed = new AtomicReference<>();
        fixture.remote.always(path, hang(asked));
        Thread canceller = cancelAfter(asked, confirmed);
        assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        canceller.join();
        assertThat(confirmed).hasValue(false);
        assertThat(fixture.remote.requests(path)).hasSize(1);
    }

    @Test
    void cancelEndsAPageInTheMiddle() throws ScanException, InterruptedException {
        fixture.remote.always(FakeRemote.RESULTS, Behaviours.stall(fixture.remote, TABLE.body(), 100_000));
        RowCursor rows = scan.rows();
        assertThat(rows.next()).isTrue();
        AtomicReference<Boolean> confirmed = new AtomicReference<>();
        Thread canceller = cancelAfter(new CountDownLatch(0), confirmed);
        assertThat(code(() -> RemoteFixture.read(rows))).isEqualTo(ErrorCode.QUERY_CANCELLED);
        canceller.join();
        assertThat(confirmed).hasValue(false);
    }

    @Test
    void cancelEndsAPauseAtOnceAndNothingIsSentAfterIt() {
        Duration atStart = fixture.elapsed();
        fixture.ticker.duringPause(scan::cancel);
        assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        assertThat(fixture.elapsed()).isEqualTo(atStart);
        assertThat(fixture.remote.requests()).hasSize(1);
    }

    @Test
    void cancelEndsWaitingForARetry() {
        fixture.remote.always(FakeRemote.DATA, Behaviours.error(503, "SERVICE_UNAVAILABLE"));
        fixture.ticker.duringPause(scan::cancel);
        assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        assertThat(fixture.remote.requests()).hasSize(1);
    }

    @Test
    void cancelTakesEffectBetweenRows() throws ScanException {
        RowCursor rows = scan.rows();
        assertThat(rows.next()).isTrue();
        assertThat(scan.cancel()).isFalse();
        assertThat(code(rows::next)).isEqualTo(ErrorCode.QUERY_CANCELLED);
    }

    @Test
    void rowsReadTooSlowlyTimeOut() throws ScanException {
        RowCursor rows = scan.rows();
        assertThat(rows.next()).isTrue();
        fixture.ticker.advance(Duration.ofMinutes(10));
        assertThat(code(rows::next)).isEqualTo(ErrorCode.QUERY_TIMEOUT);
    }

    @Test
    void aRequestIsNotWaitedForBeyondTheQuerysTime() {
        fixture.remote.always(FakeRemote.DATA, (exchange, request) -> {
            fixture.ticker.advance(Duration.ofMinutes(1));
            fixture.remote.hang();
        });
        RemoteQuery brief = new RemoteQuery(RemoteFixture.spec("n"), Duration.ofSeconds(2));
        try (RunningScan running = fixture.connector.start(brief)) {
            assertThat(code(running::rows)).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        }
    }

    @Test
    void anInterruptedThreadStopsItsQueryAndStaysInterrupted() {
        fixture.remote.always(FakeRemote.DATA, hang(new CountDownLatch(1)));
        Thread.currentThread().interrupt();
        assertThat(code(scan::rows)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingTheConnectorEndsItsQueries() throws ScanException {
        RowCursor rows = scan.rows();
        fixture.connector.close();
        assertThat(code(rows::next)).isEqualTo(ErrorCode.QUERY_CANCELLED);
    }
}
