package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestRateTest {

    private final FakeTicker ticker = new FakeTicker();

    private Cancellation query(Duration timeout) {
        return new Cancellation(ticker, timeout);
    }

    @Test
    void letsABurstOfOneSecondPassAndThenSoManyASecond() throws ScanException {
        RequestRate rate = new RequestRate(5, ticker);
        for (int i = 0; i < 5; i++) {
            rate.await(query(Duration.ofMinutes(1)));
        }
        assertThat(ticker.nanos()).isZero();
        for (int i = 0; i < 50; i++) {
            rate.await(query(Duration.ofMinutes(1)));
        }
        assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void takesAFractionOfARequestASecond() throws ScanException {
        RequestRate rate = new RequestRate(0.1, ticker);
        for (int i = 0; i < 4; i++) {
            rate.await(query(Duration.ofMinutes(1)));
        }
        assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void doesNotWaitForATurnThatComesTooLate() throws ScanException {
        RequestRate rate = new RequestRate(0.1, ticker);
        rate.await(query(Duration.ofMinutes(1)));
        ScanException e = catchThrowableOfType(ScanException.class, () -> rate.await(query(Duration.ofSeconds(9))));
        assertThat(e.failure().code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
        assertThat(ticker.nanos()).isZero();
    }

    @Test
    void holdsAllQueriesOffUntilTheLatestMomentAskedFor() throws ScanException {
        RequestRate rate = new RequestRate(100, ticker);
        rate.holdOff(Duration.ofSeconds(30));
        rate.holdOff(Duration.ofSeconds(10));
        rate.await(query(Duration.ofMinutes(1)));
        assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(30));
        rate.await(query(Duration.ofMinutes(1)));
        assertThat(Duration.ofNanos(ticker.nanos())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void isSharedByAllQueriesOfADataSource() throws ScanException {
        try (RemoteFixture fixture = new RemoteFixture(RemoteTable.numbers(1), 10, 1 << 20, 2)) {
            for (int i = 0; i < 4; i++) {
                fixture.rows(RemoteFixture.spec("n"));
            }
            assertThat(fixture.remote.requests()).hasSize(12);
            // Two at once, then one every half second.
            assertThat(fixture.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        }
    }
}
