package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.batches.NewBatch;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Reach;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of due times; hours are full ones. */
class ScheduleRunsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ScheduleConfig CONFIG =
            new ScheduleConfig(10, Duration.ofMinutes(1), Duration.ofMinutes(5), ZoneOffset.UTC);

    private final SettableClock clock = new SettableClock(NOON.minusSeconds(60));
    private final FakeScheduleStore store = new FakeScheduleStore(clock);
    private final Set<BatchId> running = new HashSet<>();
    private final List<Instant> moments = new ArrayList<>();
    private Plans plans = (body, owner, moment, recurrence) -> {
        moments.add(moment);
        return Samples.batch(owner.tenant(), recurrence);
    };

    private ScheduleRuns runs() {
        return new ScheduleRuns(
                store,
                (body, owner, moment, recurrence) -> plans.plan(body, owner, moment, recurrence),
                (tenant, batch) -> running.contains(batch),
                CONFIG);
    }

    private RecurrenceId create(MissedRuns missed, Overlap overlap) {
        RecurrenceId id = Samples.newId();
        store(id, Samples.content("acme", "0 * * * *", missed, overlap), NOON);
        return id;
    }

    private void store(RecurrenceId id, ScheduleContent content, Instant nextDue) {
        store.create(new NewSchedule(id, content, nextDue, null), 100);
    }

    private ScheduleRun latest(RecurrenceId id) {
        return store.runs(id, 1).get(0);
    }

    private Schedule schedule(RecurrenceId id) {
        return store.find(Reach.only("acme"), id).orElseThrow();
    }

    @Test
    void nothingHappensBeforeItIsDueAndOneBatchWhenItIs() {
        RecurrenceId id = create(MissedRuns.RUN_ONCE, Overlap.SKIP);
        clock.advance(Duration.ofMillis(59_999));
        assertThat(runs().round()).isZero();
        assertThat(store.runs(id, 10)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(runs().round()).isZero();

        NewBatch batch = store.batches().get(0);
        assertThat(batch.lineage().recurrence()).isEqualTo(id);
        assertThat(latest(id)).isEqualTo(new ScheduleRun(RunOutcome.SUBMITTED, NOON, NOON, 0, batch.id(), null));
        assertThat(schedule(id).standing().nextDue()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(moments).containsExactly(NOON);
    }

    @Test
    void eachDueTimeHasItsOwnBatchWithDatesAsOfThen() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.ALLOW);
        for (int hour = 0; hour < 3; hour++) {
            clock.advance(hour == 0 ? Duration.ofSeconds(61) : Duration.ofHours(1));
            assertThat(runs().round()).isEqualTo(1);
        }
        assertThat(moments).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(3_601), NOON.plusSeconds(7_201));
        assertThat(store.runs(id, 10))
                .extracting(ScheduleRun::due)
                .containsExactly(NOON.plusSeconds(7_200), NOON.plusSeconds(3_600), NOON);
        assertThat(store.batches()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void howeverManyAreDueAllAreRunInOneRound() {
        for (int i = 0; i < 45; i++) {
            create(MissedRuns.SKIP, Overlap.SKIP);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isEqualTo(45);
        assertThat(store.batches())
                .extracting(batch -> batch.lineage().recurrence())
                .hasSize(45)
                .doesNotHaveDuplicates();
        assertThat(runs().round()).isZero();
    }

    @Test
    void aBatchThatTheTenantMayNotSubmitNowIsARefusedRun() {
        RecurrenceId id = create(MissedRuns.RUN_ONCE, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1));
        store.refuseBatches(ServiceException.tooManyRequests("The tenant has enough.", Duration.ofHours(1)));
        assertThat(runs().round()).isZero();
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.REFUSED);
        assertThat(latest(id).error()).isEqualTo(new RunError(ErrorCode.TOO_MANY_REQUESTS, "The tenant has enough."));
        assertThat(runs().round())
                .as("it is not tried again before the next time")
                .isZero();
        assertThat(store.runs(id, 10)).hasSize(1);
    }

    @Test
    void oneThatCannotBeRunDoesNotKeepOthersFromIt() {
        RecurrenceId broken = Samples.newId();
        store(broken, Samples.content("acme", "was valid once", MissedRuns.SKIP, Overlap.SKIP), NOON.minusSeconds(1));
        RecurrenceId sound = create(MissedRuns.SKIP, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(latest(sound).outcome()).isEqualTo(RunOutcome.SUBMITTED);
        assertThat(store.runs(broken, 10)).isEmpty();
    }

    @Test
    void whatIsLateByLessThanTheGraceIsNotMissed() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1).plus(CONFIG.grace()));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.SUBMITTED);
        assertThat(latest(id).ran()).isEqualTo(NOON.plus(CONFIG.grace()));
    }

    @Test
    void missedRunsAreToldAndSkipped() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1 + 180 + 6));
        assertThat(runs().round()).isZero();
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.MISSED);
        assertThat(latest(id).due()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(latest(id).missed()).isEqualTo(3);
        assertThat(schedule(id).standing().nextDue()).isEqualTo(NOON.plus(Duration.ofHours(4)));
        assertThat(store.batches()).isEmpty();
    }

    @Test
    void missedRunsAreMadeUpForByOne() {
        RecurrenceId id = create(MissedRuns.RUN_ONCE, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1 + 180 + 6));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(runs().round()).isZero();
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.SUBMITTED);
        assertThat(latest(id).due()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(latest(id).missed()).isEqualTo(3);
        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void missedRunsBeforeOneInTimeAreNotMadeUpForBesides() {
        RecurrenceId id = create(MissedRuns.RUN_ONCE, Overlap.SKIP);
        clock.advance(Duration.ofMinutes(1 + 120));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(latest(id).missed()).isEqualTo(2);
        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void aBatchThatRunsIsInTheWayUnlessThatIsAllowed() {
        RecurrenceId skipping = create(MissedRuns.SKIP, Overlap.SKIP);
        RecurrenceId allowing = create(MissedRuns.SKIP, Overlap.ALLOW);
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isEqualTo(2);
        store.batches().forEach(batch -> running.add(batch.id()));

        clock.advance(Duration.ofHours(1));
        assertThat(runs().round()).isEqualTo(1);
        assertThat(latest(skipping).outcome()).isEqualTo(RunOutcome.OVERLAP);
        assertThat(latest(skipping).batch()).isNull();
        assertThat(latest(allowing).outcome()).isEqualTo(RunOutcome.SUBMITTED);

        running.clear();
        clock.advance(Duration.ofHours(1));
        assertThat(runs().round()).isEqualTo(2);
        assertThat(latest(skipping).outcome()).isEqualTo(RunOutcome.SUBMITTED);
    }

    @Test
    void whatCannotBeSubmittedAnyMoreIsToldAndTriedAgainNextTime() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        Plans sound = plans;
        Violation unknown = new Violation("/batch/queries/0/ds_id", ErrorCode.UNPROCESSABLE_ENTITY, "unknown");
        plans = (body, owner, moment, recurrence) -> {
            throw ServiceException.of(ErrorCode.UNPROCESSABLE_ENTITY, List.of(unknown));
        };
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isZero();
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.REFUSED);
        assertThat(latest(id).error())
                .isEqualTo(new RunError(ErrorCode.UNPROCESSABLE_ENTITY, "/batch/queries/0/ds_id: unknown"));

        plans = (body, owner, moment, recurrence) -> {
            throw new IllegalStateException("a fault of ours, with details that are not for callers");
        };
        clock.advance(Duration.ofHours(1));
        assertThat(runs().round()).isZero();
        assertThat(latest(id).error()).isEqualTo(new RunError(ErrorCode.INTERNAL_SERVER_ERROR, null));

        plans = sound;
        clock.advance(Duration.ofHours(1));
        assertThat(runs().round()).isEqualTo(1);
    }

    @Test
    void aChangeBetweenLookingAndStoringCounts() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        Plans sound = plans;
        plans = (body, owner, moment, recurrence) -> {
            Schedule seen = schedule(id);
            Terms paused = new ScheduleChange(null, null, true, null, null, null, null).onto(seen.terms());
            store.change(seen, new ScheduleContent(owner, paused, body), null);
            return sound.plan(body, owner, moment, recurrence);
        };
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isZero();
        assertThat(store.batches()).isEmpty();
        assertThat(store.runs(id, 10)).isEmpty();
        assertThat(schedule(id).terms().paused()).isTrue();
    }

    @Test
    void whoAsksForARunGetsOneAndNothingElseMoves() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        BatchId batch = runs().runNow("acme", id);
        assertThat(store.batches()).extracting(NewBatch::id).containsExactly(batch);
        assertThat(latest(id)).isEqualTo(new ScheduleRun(RunOutcome.SUBMITTED, null, clock.instant(), 0, batch, null));
        assertThat(schedule(id).standing().nextDue()).isEqualTo(NOON);

        running.add(batch);
        assertThatThrownBy(() -> runs().runNow("acme", id))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT_ERROR));
        clock.advance(Duration.ofMinutes(1));
        assertThat(runs().round()).isZero();
        assertThat(latest(id).outcome()).isEqualTo(RunOutcome.OVERLAP);
    }

    @Test
    void aScheduleOfOthersIsNotThere() {
        RecurrenceId id = create(MissedRuns.SKIP, Overlap.SKIP);
        assertThatThrownBy(() -> runs().runNow("globex", id))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThat(store.batches()).isEmpty();
    }
}
