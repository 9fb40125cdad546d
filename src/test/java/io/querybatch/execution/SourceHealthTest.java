package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.SourceHealth.Breaker;
import io.querybatch.execution.SourceHealth.LastFailure;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a node says of a data source is what it then does. */
class SourceHealthTest {

    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(1, 1, 1));
    private static final Outcome AWAY =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "away"), null, true);
    private static final Outcome WRONG =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "no such column"), null);
    private static final Outcome STOPPED =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_CANCELLED, "cancelled"), CancelProof.KILLED_AT_SOURCE);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final SourceGuards guards =
            new SourceGuards(new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0.5), clock);

    /** Whether the source was asked. */
    private boolean run(Outcome outcome) {
        Claim claim = Claims.claim(1, 1, "F");
        if (guards.refusal(claim).isPresent()) {
            return false;
        }
        guards.ended(claim, outcome);
        return true;
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            run(AWAY);
        }
    }

    private SourceHealth health() {
        return guards.health("F");
    }

    @Test
    void aSourceThatNeverFailedHasNothingToTell() {
        run(DONE);
        assertThat(health()).isEqualTo(new SourceHealth(Breaker.CLOSED, null, null, 20, 20, null));
    }

    @Test
    void itIsOpenSinceItsLastFailureAndSaysWhenItIsTried() {
        fail(5);
        clock.advance(Duration.ofMillis(1_500));
        assertThat(health().breaker()).isEqualTo(Breaker.OPEN);
        assertThat(health().since()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(health().untilTrial()).isEqualTo(Duration.ofMillis(500));
        assertThat(run(DONE)).isFalse();
        clock.advance(health().untilTrial().plusMillis(1));
        assertThat(health().untilTrial()).isZero();
        assertThat(run(DONE)).isTrue();
        assertThat(health().breaker()).isEqualTo(Breaker.HALF_OPEN);
        assertThat(health().untilTrial()).isNull();
        assertThat(health().since()).isZero();
    }

    @Test
    void itIsLeftAloneForAsLongAsItSaysWhenTrialsFailAgainAndAgain() {
        fail(5);
        for (int opening = 1; opening <= 6; opening++) {
            assertThat(health().untilTrial())
                    .as("opening " + opening)
                    .isEqualTo(Duration.ofSeconds(Math.min(60, 1L << opening)));
            clock.advance(health().untilTrial().minusMillis(1));
            assertThat(run(AWAY)).isFalse();
            clock.advance(Duration.ofMillis(2));
            assertThat(run(AWAY)).isTrue();
            assertThat(run(AWAY)).isTrue();
        }
    }

    @Test
    void aSourceThatCameBackBeginsAnew() {
        fail(5);
        clock.advance(Duration.ofSeconds(3));
        run(DONE);
        run(DONE);
        clock.advance(Duration.ofSeconds(4));
        assertThat(health().breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(health().since()).isEqualTo(Duration.ofSeconds(4));
        fail(5);
        assertThat(health().untilTrial()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void retriesUseUpTheBudgetAndItComesBack() {
        fail(3);
        assertThat(health().retriesLeft()).isEqualTo(17);
        clock.advance(Duration.ofSeconds(2));
        assertThat(health().retriesLeft()).isEqualTo(19);
        assertThat(health().mostRetries()).isEqualTo(20);
    }

    @Test
    void theLastFailureIsThatOfTheSourceNotOfWhoStoppedAQuery() {
        run(WRONG);
        clock.advance(Duration.ofSeconds(7));
        run(STOPPED);
        run(DONE);
        assertThat(health().lastFailure())
                .isEqualTo(new LastFailure(ErrorCode.QUERY_SOURCE_ERROR, Duration.ofSeconds(7)));
        run(AWAY);
        assertThat(health().lastFailure())
                .isEqualTo(new LastFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, Duration.ZERO));
    }
}
