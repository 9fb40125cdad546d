package io.querybatch.schedules;

import static io.querybatch.schedules.SchedulesUnderTest.NOON;
import static io.querybatch.schedules.SchedulesUnderTest.OTHER;
import static io.querybatch.schedules.SchedulesUnderTest.OWNER;
import static io.querybatch.schedules.SchedulesUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Schedules that are changed. */
class ScheduleChangesTest {

    private final SchedulesUnderTest schedules = new SchedulesUnderTest();

    @Test
    void whoGivesItAnotherBatchOwnsItAndWhoChangesAnythingElseDoesNot() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        assertThat(schedules
                        .change(id, "{\"description\":\"x\",\"overlap\":\"allow\"}")
                        .content()
                        .owner())
                .isEqualTo(OWNER);
        Schedule changed = schedules.change(id, "{\"batch\":{\"b\":2}}");
        assertThat(changed.content().owner()).isEqualTo(OTHER);
        assertThat(changed.content().body()).isEqualTo("{\"b\":2}");
        assertThat(changed.terms().description()).isEqualTo("x");
    }

    @Test
    void whatIsPausedIsNotDueAndNothingIsMadeUpForAfterwards() {
        Schedule schedule = schedules.create("0 * * * *");
        assertThat(schedules
                        .change(schedule.id(), "{\"paused\":true}")
                        .standing()
                        .nextDue())
                .isNull();
        schedules.clock.advance(Duration.ofHours(5));
        assertThat(schedules
                        .change(schedule.id(), "{\"paused\":false}")
                        .standing()
                        .nextDue())
                .isEqualTo(NOON.plus(Duration.ofHours(6)));
    }

    @Test
    void aChangeOfSomethingElseLeavesAloneWhatIsDue() {
        Schedule schedule = schedules.create("0 * * * *");
        schedules.clock.advance(Duration.ofHours(5));
        assertThat(schedules
                        .change(schedule.id(), "{\"description\":\"x\",\"paused\":false}")
                        .standing()
                        .nextDue())
                .isEqualTo(schedule.standing().nextDue());
    }

    @Test
    void whatWasAnsweredIsNotDueAgainWhenTheClockIsSetBack() {
        Schedule schedule = schedules.create("0 * * * *");
        schedules.clock.advance(Duration.ofHours(1));
        DueTimes due = new DueTimes(schedule.standing().nextDue(), 0);
        schedules.store.record(schedule, NewRun.none(RunOutcome.OVERLAP, due), null);
        schedules.clock.advance(Duration.ofHours(-1));
        assertThat(schedules
                        .change(schedule.id(), "{\"cron\":\"*/30 * * * *\"}")
                        .standing()
                        .nextDue())
                .isEqualTo(due.latest().plusSeconds(1_800));
    }

    @Test
    void aRunInBetweenIsNotUndoneByAChange() {
        Schedule schedule = schedules.create("0 * * * *");
        AtomicInteger looks = new AtomicInteger();
        schedules.plans = (body, owner, moment, recurrence) -> {
            if (looks.incrementAndGet() == 1) {
                NewRun run = NewRun.submitted(
                        new DueTimes(schedule.standing().nextDue(), 0), Samples.batch("acme", recurrence));
                schedules.store.record(schedule, run, NOON.plus(Duration.ofHours(2)));
            }
            return Samples.batch(owner.tenant(), recurrence);
        };
        Schedule changed = schedules.change(schedule.id(), "{\"batch\":{\"b\":2}}");
        assertThat(looks).hasValue(2);
        assertThat(changed.standing().nextDue()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(changed.standing().lastBatch()).isNotNull();
    }

    @Test
    void pausingIsAllowedWhateverItsTimesAre() {
        RecurrenceId id = Samples.newId();
        schedules.store.create(
                new NewSchedule(id, Samples.content("acme", "* * * * *", MissedRuns.SKIP, Overlap.SKIP), NOON, null),
                10);
        assertThat(schedules.change(id, "{\"paused\":true}").terms().paused()).isTrue();
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> schedules.change(id, "{\"cron\":\"1,2 * * * *\"}")))
                .hasSize(1);
    }

    @Test
    void whatIsOfAnotherTenantIsNotThere() {
        RecurrenceId id = schedules.create("0 6 * * *").id();
        Caller stranger = Samples.caller("globex");
        assertThat(refused(ErrorCode.NOT_FOUND, () -> schedules.change(id, "{\"paused\":true}", stranger)))
                .isEmpty();
        assertThat(schedules
                        .store
                        .find(Reach.only("acme"), id)
                        .orElseThrow()
                        .terms()
                        .paused())
                .isFalse();
    }
}
