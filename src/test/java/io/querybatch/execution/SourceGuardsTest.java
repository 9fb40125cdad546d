package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceGuardsTest {

    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(1, 1, 1));
    private static final QueryFailure AWAY = new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "away");
    private static final Outcome PASSING = new Outcome.Failed(AWAY, null, true);
    private static final Outcome LASTING = new Outcome.Failed(AWAY, null);
    private static final Outcome STOPPED =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_TIMEOUT, "late"), CancelProof.KILLED_AT_SOURCE);

    private static final Outcome REFUSED = new Outcome.Failed(
            new QueryFailure(
                    ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                    "The data source failed again and again and is left alone for now."),
            null,
            true);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final RetryPolicy retries = new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofMinutes(1), () -> 0.5);
    private final SourceGuards guards = new SourceGuards(retries, clock);

    private Outcome run(int attempt, String dataSource, Outcome outcome) {
        Claim claim = Claims.claim(1, 1, dataSource);
        Claim tried =
                new Claim(claim.query(), attempt, claim.fence(), claim.item(), claim.format(), false, claim.lead());
        return guards.refusal(tried).orElseGet(() -> guards.ended(tried, outcome));
    }

    @Test
    void whatFailedInPassingRunsAgainAfterAPauseThatGrows() {
        assertThat(run(1, "F", PASSING)).isEqualTo(new Outcome.Postponed(AWAY, Duration.ofMillis(1_500)));
        assertThat(run(2, "F", PASSING)).isEqualTo(new Outcome.Postponed(AWAY, Duration.ofSeconds(3)));
        assertThat(run(3, "F", PASSING)).isEqualTo(PASSING);
    }

    @Test
    void otherOutcomesStandAsTheyAre() {
        assertThat(run(1, "F", DONE)).isEqualTo(DONE);
        assertThat(run(1, "F", LASTING)).isEqualTo(LASTING);
        assertThat(run(1, "F", STOPPED)).isEqualTo(STOPPED);
    }

    @Test
    void retriesHaveABudget() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            outcomes.add(run(1, "F", PASSING));
        }
        assertThat(outcomes).filteredOn(Outcome.Postponed.class::isInstance).hasSizeBetween(20, 32);
        assertThat(outcomes.subList(50, 100)).filteredOn(REFUSED::equals).hasSizeGreaterThan(40);
        assertThat(run(1, "W", PASSING)).isInstanceOf(Outcome.Postponed.class);
        clock.advance(Duration.ofSeconds(3));
        assertThat(run(1, "F", PASSING)).isInstanceOf(Outcome.Postponed.class);
    }

    /** Whether the source is asked at all. */
    private boolean asks(String dataSource) {
        return !run(3, dataSource, LASTING).equals(REFUSED);
    }

    private void failOften() {
        for (int i = 0; i < 5; i++) {
            run(3, "F", PASSING);
        }
    }

    @Test
    void aSourceThatFailsInPassingIsLeftAloneAndItsQueriesFailInPassing() {
        failOften();
        assertThat(run(1, "F", DONE)).isInstanceOf(Outcome.Postponed.class);
        assertThat(run(3, "F", DONE)).isEqualTo(REFUSED);
        assertThat(asks("W")).isTrue();
    }

    @Test
    void aSourceThatWasLeftAloneIsTriedAgainWithAFewAndForLongerWhenThatFails() {
        failOften();
        assertThat(guards.limit("F")).isEqualTo(Integer.MAX_VALUE);
        clock.advance(Duration.ofSeconds(3));
        assertThat(run(3, "F", PASSING)).isEqualTo(PASSING);
        assertThat(guards.limit("F")).isEqualTo(2);
        assertThat(run(3, "F", PASSING)).isEqualTo(PASSING);
        clock.advance(Duration.ofSeconds(3));
        assertThat(asks("F")).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(run(1, "F", DONE)).isEqualTo(DONE);
        assertThat(run(1, "F", DONE)).isEqualTo(DONE);
        assertThat(guards.limit("F")).isEqualTo(Integer.MAX_VALUE);
        assertThat(asks("F")).isTrue();
    }

    @Test
    void queriesThatAreWrongThemselvesOpenNothing() {
        for (int i = 0; i < 50; i++) {
            run(1, "F", LASTING);
            run(1, "F", STOPPED);
        }
        assertThat(asks("F")).isTrue();
    }

    @Test
    void queriesThatWereStoppedDecideNothingAboutASourceOnTrial() {
        failOften();
        clock.advance(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            assertThat(run(1, "F", STOPPED)).isEqualTo(STOPPED);
        }
        assertThat(guards.limit("F")).isEqualTo(2);
        run(1, "F", DONE);
        run(1, "F", DONE);
        assertThat(guards.limit("F")).isEqualTo(Integer.MAX_VALUE);
    }
}
