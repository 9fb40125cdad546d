package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {

    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(0, 0, 0));
    private static final Outcome RETURNED = new Outcome.Returned();
    private static final Outcome WRONG = new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "no"), null);
    private static final Duration QUICK = Duration.ofMillis(5);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final RunningQueries running = new RunningQueries(Runnable::run);
    private final Map<Integer, Outcome> ended = new LinkedHashMap<>();
    private final Map<Integer, Outcome> notRun = new LinkedHashMap<>();
    private final List<Duration> durations = new ArrayList<>();
    private Outcome refusal;

    /** Query 1 has a scan of its own, 2 and 4 share one, as do 3 and 5. */
    private final Stint stint = new Stint(List.of(claim(1, 1), claim(2, 2), claim(3, 3), claim(4, 2), claim(5, 3)));

    private final RunningQueries.Running entry = running.enter(stint);
    private final Course course = new Course(stint, entry, new TestEngine(), clock);

    private final class TestEngine implements Course.Engine {

        @Override
        public void begins(ClaimGroup scan) {
            // Of no interest here.
        }

        @Override
        public Optional<Outcome> refusal(Claim claim) {
            return Optional.ofNullable(refusal);
        }

        @Override
        public void ended(Claim claim, Outcome outcome) {
            ended.put(claim.query().n(), outcome);
        }

        @Override
        public void notRun(Claim claim, Outcome outcome) {
            notRun.put(claim.query().n(), outcome);
        }

        @Override
        public void fellShort(ClaimGroup scan, int queries) {
            throw new IllegalStateException("nothing is run here");
        }

        @Override
        public void ran(ClaimGroup scan, Duration duration) {
            durations.add(duration);
        }
    }

    private static Claim claim(int n, int scan) {
        Claim claim = Claims.claim(1, n, "F");
        return new Claim(claim.query(), 1, claim.fence(), claim.item(), claim.format(), false, 1, scan, null);
    }

    private List<Integer> next() {
        return course.next().stream()
                .flatMap(scan -> scan.claims().stream())
                .map(claim -> claim.query().n())
                .toList();
    }

    @Test
    void scansComeInTheOrderOfTheFirstQueryOfEach() {
        assertThat(next()).containsExactly(1);
        clock.advance(QUICK);
        assertThat(next()).containsExactly(2, 4);
        assertThat(next()).containsExactly(3, 5);
        assertThat(next()).isEmpty();
        assertThat(durations).containsExactly(QUICK, Duration.ZERO, Duration.ZERO);
        assertThat(notRun).isEmpty();
    }

    @Test
    void whatDoesNotFitIntoItsTimeIsHandedBack() {
        assertThat(next()).containsExactly(1);
        clock.advance(Course.LATE.minusMillis(1));
        assertThat(next()).containsExactly(2, 4);
        clock.advance(Duration.ofMillis(1));
        assertThat(next()).isEmpty();
        assertThat(notRun).containsOnlyKeys(3, 5).containsValue(RETURNED);
    }

    @Test
    void theFirstScanRunsHoweverLateItBegins() {
        clock.advance(Duration.ofMinutes(1));
        assertThat(next()).containsExactly(1);
    }

    @Test
    void aSourceInTroubleIsAskedNoMore() {
        next();
        Outcome passing = new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "away"), null, true);
        course.ended(stint.lead(), passing);
        assertThat(next()).isEmpty();
        assertThat(ended).containsExactly(Map.entry(1, passing));
        assertThat(notRun).containsOnlyKeys(2, 4, 3, 5);
    }

    @Test
    void oneThatFailsForItselfStopsNoOther() {
        next();
        course.ended(stint.lead(), WRONG);
        assertThat(next()).containsExactly(2, 4);
    }

    @Test
    void whatIsRefusedIsRefusedForItsLeadAndTheRestIsHandedBack() {
        next();
        refusal = new Outcome.Postponed(new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "away"), QUICK);
        assertThat(next()).isEmpty();
        assertThat(notRun)
                .containsOnlyKeys(2, 4, 3, 5)
                .containsEntry(2, refusal)
                .containsEntry(4, RETURNED);
    }

    @Test
    void aBatchThatWasStoppedBeginsNothing() {
        next();
        running.stop(stint.lead().query().batch(), StopReason.CANCELLED);
        assertThat(next()).isEmpty();
        assertThat(notRun).containsOnlyKeys(2, 4, 3, 5);
    }

    @Test
    void nobodyWaitsForASlowQuery() {
        List<String> relieved = new ArrayList<>();
        entry.on(course);
        course.whenLong(() -> relieved.add("told"));
        next();
        running.relieve(clock.instant());
        assertThat(notRun).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        running.relieve(clock.instant());
        running.relieve(clock.instant());
        assertThat(notRun).containsOnlyKeys(2, 4, 3, 5);
        assertThat(relieved).containsExactly("told");
        course.ended(stint.lead(), DONE);
        assertThat(next()).isEmpty();
        assertThat(ended).containsExactly(Map.entry(1, DONE));
    }

    @Test
    void whoIsUnderWayIsSuspectedWhenAWorkerDies() {
        next();
        course.ended(stint.lead(), DONE);
        next();
        course.died(WRONG);
        assertThat(ended).containsExactly(Map.entry(1, DONE));
        assertThat(notRun).containsExactlyInAnyOrderEntriesOf(Map.of(2, WRONG, 4, WRONG, 3, RETURNED, 5, RETURNED));
    }

    @Test
    void whoWouldHaveBeenFirstIsSuspectedWhenAWorkerDiesBefore() {
        course.died(WRONG);
        assertThat(notRun).containsEntry(1, WRONG).containsEntry(2, RETURNED).hasSize(5);
    }

    @Test
    void theOutcomeOfTheLeadIsToldLast() {
        next();
        course.ended(stint.lead(), DONE);
        assertThat(ended).isEmpty();
        next();
        next();
        stint.claims().subList(1, 5).forEach(claim -> course.ended(claim, DONE));
        assertThat(ended.keySet()).containsExactly(2, 3, 4, 5, 1);
    }
}
