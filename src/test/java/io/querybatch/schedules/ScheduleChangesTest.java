package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.batches.SubmittedBody;
import io.querybatch.batches.SubmittedOnce;
import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import io.querybatch.security.Scope;
import io.querybatch.testing.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScheduleChangesTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Caller OWNER = Samples.caller("acme");
    private static final Caller OTHER =
            new Caller("acme", "you", Set.of(Scope.DS_QUERIES_RUN, Scope.DS_ADMIN), AccessRights.everything());

    private static final String DAILY = "{\"cron\":\"0 6 * * *\",\"batch\":{\"a\":1}}";

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeScheduleStore store = new FakeScheduleStore(clock);
    private final AtomicInteger syncs = new AtomicInteger();
    private Plans plans = (body, owner, moment, recurrence) -> Samples.batch(owner.tenant(), recurrence);

    private ScheduleChanges changes() {
        ScheduleConfig config =
                new ScheduleConfig(2, Duration.ofMinutes(10), Duration.ofMinutes(5), ZoneId.of("Europe/Berlin"));
        ScheduleReader reader = new ScheduleReader(new JsonLimits(64), batch -> batch);
        return new ScheduleChanges(
                store,
                reader,
                (body, owner, moment, recurrence) -> plans.plan(body, owner, moment, recurrence),
                syncs::incrementAndGet,
                config,
                new SubmittedOnce(store::key));
    }

    private static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private Schedule create(String cron) {
        return submit("{\"cron\":\"" + cron + "\",\"batch\":{\"a\":1}}", OWNER, null)
                .what();
    }

    private Accepted<Schedule> submit(String body, Caller caller, String key) {
        return changes().create(bytes(body), caller, key);
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
        assertThat(store.list(Reach.only("acme"), Long.MAX_VALUE, 10)).isEmpty();
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
        assertThat(change(id, "{\"description\":\"x\",\"overlap\":\"allow\"}")
                        .content()
                        .owner())
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
        assertThat(change(schedule.id(), "{\"cron\":\"*/30 * * * *\"}")
                        .standing()
                        .nextDue())
                .isEqualTo(due.latest().plusSeconds(1_800));
    }

    @Test
    void aRunInBetweenIsNotUndoneByAChange() {
        Schedule schedule = create("0 * * * *");
        AtomicInteger looks = new AtomicInteger();
        plans = (body, owner, moment, recurrence) -> {
            if (looks.incrementAndGet() == 1) {
                NewRun run = NewRun.submitted(
                        new DueTimes(schedule.standing().nextDue(), 0), Samples.batch("acme", recurrence));
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
        store.create(
                new NewSchedule(id, Samples.content("acme", "* * * * *", MissedRuns.SKIP, Overlap.SKIP), NOON, null),
                10);
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
        assertThat(store.find(Reach.only("acme"), id).orElseThrow().terms().paused())
                .isFalse();
    }

    private List<Schedule> all() {
        return store.list(Reach.only("acme"), Long.MAX_VALUE, 10);
    }

    @Test
    void theSameSubmissionMakesOneScheduleAndIsAnsweredAsItStandsNow() {
        Accepted<Schedule> first = submit(DAILY, OWNER, "june");
        assertThat(first.replayed()).isFalse();
        change(first.what().id(), "{\"paused\":true}");
        int before = syncs.get();
        Accepted<Schedule> again = submit(DAILY, OTHER, "june");
        assertThat(again.replayed()).isTrue();
        assertThat(again.what()).isEqualTo(all().get(0));
        assertThat(again.what().terms().paused()).isTrue();
        assertThat(again.what().content().owner()).isEqualTo(OWNER);
        assertThat(syncs).hasValue(before + 1);
        assertThat(all()).hasSize(1);
    }

    @Test
    void anotherKeyNoKeyAndAnotherTenantMakeAnotherOne() {
        Accepted<Schedule> first = submit(DAILY, OWNER, "june");
        Accepted<Schedule> strangers = submit(DAILY, Samples.caller("globex"), "june");
        assertThat(strangers.replayed()).isFalse();
        assertThat(strangers.what().tenant()).isEqualTo("globex");
        assertThat(submit(DAILY, OWNER, "july").what().id())
                .isNotEqualTo(first.what().id());
        assertThat(all()).hasSize(2);
        refused(ErrorCode.CONFLICT_ERROR, () -> submit(DAILY, OWNER, null));
        // A key that has come before is answered whatever else is there.
        assertThat(submit(DAILY, OWNER, "june").what()).isEqualTo(first.what());
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        submit(DAILY, OWNER, "june");
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> submit(DAILY.replace("6", "7"), OWNER, "june"));
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> submit(DAILY + " ", OWNER, "june"));
        assertThat(all()).hasSize(1);
    }

    @Test
    void aKeyOfABatchIsNoKeyOfAScheduleWhateverItsBytesAre() throws IOException {
        SubmittedBody batch = new SubmittedBody(bytes(DAILY));
        batch.bytes().readAllBytes();
        store.keep("acme", batch.key("june", ""), "qrb_0123456789abcdef0123");
        refused(ErrorCode.UNPROCESSABLE_CONTENT, () -> submit(DAILY, OWNER, "june"));
        assertThat(all()).isEmpty();
    }

    @Test
    void whatIsRefusedKeepsNoKey() {
        String wrong = DAILY.replace("0 6 * * *", "0 0 30 2 *");
        refused(ErrorCode.UNPROCESSABLE_ENTITY, () -> submit(wrong, OWNER, "june"));
        create("0 6 * * *");
        RecurrenceId second = create("0 6 * * *").id();
        refused(ErrorCode.CONFLICT_ERROR, () -> submit(DAILY, OWNER, "june"));
        store.delete("acme", second);
        assertThat(submit(DAILY, OWNER, "june").replayed()).isFalse();
    }

    @Test
    void whatWasDeletedIsNotMadeAgainByItsSubmission() {
        RecurrenceId id = submit(DAILY, OWNER, "june").what().id();
        store.delete("acme", id);
        refused(ErrorCode.CONFLICT_ERROR, () -> submit(DAILY, OWNER, "june"));
        assertThat(all()).isEmpty();
    }

    @Test
    void whoComesWhileTheFirstIsBeingAcceptedGetsItsScheduleOrIsToldToComeAgain() {
        AtomicReference<Accepted<Schedule>> first = new AtomicReference<>();
        plans = (body, owner, moment, recurrence) -> {
            if (first.get() == null) {
                first.set(new Accepted<>(null, false));
                first.set(submit(DAILY, OWNER, "june"));
            }
            return Samples.batch(owner.tenant(), recurrence);
        };
        Accepted<Schedule> second = submit(DAILY, OWNER, "june");
        assertThat(second.replayed()).isTrue();
        assertThat(second.what()).isEqualTo(first.get().what());

        store.holdKeys();
        refused(ErrorCode.CONFLICT_ERROR, () -> submit(DAILY, OWNER, "july"));
        assertThat(all()).hasSize(1);
    }
}
