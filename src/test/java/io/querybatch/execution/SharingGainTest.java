package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharingGainTest {

    private static final BatchId BATCH = Claims.batch(1);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final SharingGain gain = new SharingGain(clock);

    private void together(int queries, long millis) {
        gain.ran(BATCH, queries, Duration.ofMillis(millis));
    }

    private void alone(long millis) {
        gain.ran(BATCH, 1, Duration.ofMillis(millis));
    }

    @Test
    void isExpectedUntilSomethingElseIsKnown() {
        assertThat(gain.isExpected(BATCH)).isTrue();
        alone(1);
        assertThat(gain.isExpected(BATCH)).isTrue();
    }

    @Test
    void quickQueriesOfASharedScanNeedNoComparison() {
        together(500, 2_000);
        assertThat(gain.isExpected(BATCH)).isTrue();
    }

    @Test
    void slowOnesAreComparedWithAQueryByItself() {
        together(10, 1_000);
        assertThat(gain.isExpected(BATCH)).isFalse();
        assertThat(gain.isExpected(Claims.batch(2))).isTrue();
        alone(900);
        assertThat(gain.isExpected(BATCH)).isTrue();
    }

    @Test
    void whoIsQuickerAloneStaysAloneForAWhile() {
        together(10, 1_000);
        alone(5);
        assertThat(gain.isExpected(BATCH)).isFalse();
        clock.advance(Duration.ofSeconds(59));
        alone(5);
        assertThat(gain.isExpected(BATCH)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(gain.isExpected(BATCH)).isTrue();
        together(10, 1_000);
        assertThat(gain.isExpected(BATCH)).isFalse();
    }

    @Test
    void theMeanDecides() {
        alone(20);
        together(10, 150);
        for (int i = 0; i < 10; i++) {
            alone(20);
        }
        assertThat(gain.isExpected(BATCH)).isTrue();
        together(10, 180);
        assertThat(gain.isExpected(BATCH)).isTrue();
        together(10, 4_000);
        assertThat(gain.isExpected(BATCH)).isFalse();
    }
}
