package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Scope;
import io.querybatch.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduleChangesTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Caller OWNER = Samples.caller("acme");
    private static final Caller OTHER =
            new Caller("acme", "you", Set.of(Scope.DS_QUERIES_RUN, Scope.DS_ADMIN), AccessRights.everything());

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeScheduleStore store = new FakeScheduleStore(clock);
    private final AtomicInteger syncs = new AtomicInteger();
    private Plans plans = (body, owner, moment, recurrence) -> Samples.batch(owner.tenant(), recurrence);

    private ScheduleChanges changes() {
        ScheduleConfig config = new ScheduleConfig(
                2, Duration.ofMinutes(10), Duration.ofMinutes(5), ZoneId.of("Europe/Berlin"));
        ScheduleReader reader = new ScheduleReader(new JsonLimits(64), batch -> batch);
        return new ScheduleChanges(
                store,
                reader,
                (body, owner, moment, recurrence) -> plans.plan(body, owner, moment, recurrence),
                syncs::incrementAndGet,
                config);
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private Schedule create(String cron) {
        return changes().create(bytes("{\"cron\":\"" + cron + "\",\"batch\":{\"a\":1}}"), OWNER);
    }

    private Schedule change(RecurrenceId id, String body) {
        return changes().change(id, bytes(body), OTHER);
    }

    private static List<String> refused(ErrorCode code, Runnable step) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, step::run);
        assertThat(refusal.code()).isEqualTo(code);
        return refusal.violations().stream().map(Violation::toString).toList();
    }

    @Test
    void aNewOneIsDueNextByTheClocksOfItsZoneAndOnTheDiskWhenItIsAnswered() {
        Schedule schedule = create("0 6 * * *");
        assertThat(schedule.terms().timezone()).isEqualTo("Europe/Berlin");
        assertThat(schedule.standing().nextDue()).isEqualTo(Instant.parse("2026-02-01T05:00:00Z"));
        assertThat(schedule.content().owner()).isEqualTo(OWNER);
        assertThat(schedule.content().body()).isEqualTo("{\"a\":1}");
        assertThat(syncs).hasValue(1);
    }

    @Test
    void whatIsDueTooOftenIsRefused() {
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> create("*/9 * * * *")))
                .containsExactly("/cron: is due more often than every 10 minutes");
        assertThat(create("*/10 * * * *").standing().nextDue()).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void whatIsWrongWithTheTimesAndWithTheBatchIsSaidTogether() {
        plans = (body, owner, moment, recurrence) -> {
            throw ServiceException.of(
                    ErrorCode.PERMISSION_ERROR,
                    List.of(new Violation("/batch/queries/0/ds_accounts", ErrorCode.PERMISSION_ERROR, "no access")));
        };
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> create("0 0 30 2 *")))
                .containsExactly("/cron: is never due", "/batch/queries/0/ds_accounts: no access");
        assertThat(refused(ErrorCode.PERMISSION_ERROR, () -> create("0 6 * * *")))
                .containsExactly("/batch/queries/0/ds_accounts: no access");
        assertThat(store.list("acme", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(syncs).hasValue(0);
    }

    @Test
    void oneMoreThanATenantMayHaveIsAConflict() {
        create("0 6 * * *");
        create("0 6 * * *");
        ServiceException refusal = catchThrowableOfType(ServiceException.class, () -> create("0 6 * * *"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT_ERROR);
        assertThat(refusal.description()).contains("There are 2 schedules already; delete one first.");
    }

    @Test
    void whoGivesItAnotherBatchOwnsItAndWhoChangesAnythingElseDoesNot() {
        RecurrenceId id = create("0 6 * * *").id();
        assertThat(change(id, "{\"description\":\"x\",\"overlap\":\"allow\"}").content().owner())
                .isEqualTo(OWNER);
        Schedule changed = change(id, "{\"batch\":{\"b\":2}}");
        assertThat(changed.content().owner()).isEqualTo(OTHER);
        assertThat(changed.content().body()).isEqualTo("{\"b\":2}");
        assertThat(changed.terms().description()).isEqualTo("x");
    }

    @Test
    void whatIsPausedIsNotDueAndNothingIsMadeUpForAfterwards() {
        Schedule schedule = create("0 * * * *");
        assertThat(change(schedule.id(), "{\"paused\":true}").standing().nextDue())
                .isNull();
        clock.advance(Duration.ofHours(5));
        assertThat(change(schedule.id(), "{\"paused\":false}").standing().nextDue())
                .isEqualTo(NOON.plus(Duration.ofHours(6)));
    }

    @Test
    void aChangeOfSomethingElseLeavesAloneWhatIsDue() {
        Schedule schedule = create("0 * * * *");
        clock.advance(Duration.ofHours(5));
        assertThat(change(schedule.id(), "{\"description\":\"x\",\"paused\":false}")
                        .standing()
                        .nextDue())
                .isEqualTo(schedule.standing().nextDue());
    }

    @Test
    void whatWasAnsweredIsNotDueAgainWhenTheClockIsSetBack() {
        Schedule schedule = create("0 * * * *");
        clock.advance(Duration.ofHours(1));
        DueTimes due = new DueTimes(schedule.standing().nextDue(), 0);
        store.record(schedule, NewRun.none(RunOutcome.OVERLAP, due), null);
        clock.advance(Duration.ofHours(-1));
        assertThat(change(schedule.id(), "{\"cron\":\"*/30 * * * *\"}").standing().nextDue())
                .isEqualTo(due.latest().plusSeconds(1_800));
    }

    @Test
    void aRunInBetweenIsNotUndoneByAChange() {
        Schedule schedule = create("0 * * * *");
        AtomicInteger looks = new AtomicInteger();
        plans = (body, owner, moment, recurrence) -> {
            if (looks.incrementAndGet() == 1) {
                NewRun run = NewRun.submitted(new DueTimes(schedule.standing().nextDue(), 0), Samples.batch("acme", recurrence));
                store.record(schedule, run, NOON.plus(Duration.ofHours(2)));
            }
            return Samples.batch(owner.tenant(), recurrence);
        };
        Schedule changed = change(schedule.id(), "{\"batch\":{\"b\":2}}");
        assertThat(looks).hasValue(2);
        assertThat(changed.standing().nextDue()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(changed.standing().lastBatch()).isNotNull();
    }

    @Test
    void pausingIsAllowedWhateverItsTimesAre() {
        RecurrenceId id = Samples.newId();
        store.create(id, Samples.content("acme", "* * * * *", MissedRuns.SKIP, Overlap.SKIP), NOON, 10);
        assertThat(change(id, "{\"paused\":true}").terms().paused()).isTrue();
        assertThat(refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> change(id, "{\"cron\":\"1,2 * * * *\"}")))
                .hasSize(1);
    }

    @Test
    void whatIsOfAnotherTenantIsNotThere() {
        RecurrenceId id = create("0 6 * * *").id();
        Caller stranger = Samples.caller("globex");
        assertThat(refused(ErrorCode.NOT_FOUND, () -> changes().change(id, bytes("{\"paused\":true}"), stranger)))
                .isEmpty();
        assertThat(store.find("acme", id).orElseThrow().terms().paused()).isFalse();
    }
}
