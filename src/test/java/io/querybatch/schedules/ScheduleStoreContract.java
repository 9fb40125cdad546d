package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.NewBatch;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.ScheduleStore.Creation;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import io.querybatch.security.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every store of schedules. */
public abstract class ScheduleStoreContract {

    private static final int MANY = 1_000;
    private static final int NODES = 8;
    private static final Caller ADMIN = new Caller("us", "root", Set.of(Scope.DS_ADMIN), AccessRights.everything());
    private static final IdempotencyKey JUNE = new IdempotencyKey("june", "0".repeat(64));

    private ScheduleStoreUnderTest tested;
    private ScheduleStore store;

    /** An empty one. */
    protected abstract ScheduleStoreUnderTest open();

    @BeforeEach
    void openStore() {
        tested = open();
        store = tested.store();
    }

    private Schedule create(String tenant, Instant nextDue) {
        RecurrenceId id = Samples.newId();
        NewSchedule schedule = new NewSchedule(id, Samples.hourly(tenant), nextDue, null);
        assertThat(store.create(schedule, MANY)).isEqualTo(Creation.STORED);
        return store.find(Reach.only(tenant), id).orElseThrow();
    }

    private Creation hourly(String tenant, IdempotencyKey key, int most) {
        return store.create(new NewSchedule(Samples.newId(), Samples.hourly(tenant), store.now(), key), most);
    }

    /** One that has been due for some minutes. */
    private Schedule due(String tenant, int minutes) {
        return create(tenant, wholeSecond(store.now()).minus(Duration.ofMinutes(minutes)));
    }

    private static Instant wholeSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private Schedule again(Schedule schedule) {
        return store.find(Reach.only(schedule.tenant()), schedule.id()).orElseThrow();
    }

    private static DueTimes only(Instant due) {
        return new DueTimes(due, 0);
    }

    private static NewRun batchFor(Schedule schedule) {
        NewBatch batch = Samples.batch(schedule.tenant(), schedule.id());
        return NewRun.submitted(only(schedule.standing().nextDue()), batch);
    }

    @Test
    void aScheduleIsKeptAsItIsAndForItsTenantAlone() {
        Instant due = wholeSecond(store.now()).plusSeconds(60);
        RecurrenceId id = Samples.newId();
        ScheduleContent content = Samples.hourly("acme");
        assertThat(store.create(new NewSchedule(id, content, due, null), MANY)).isEqualTo(Creation.STORED);

        Schedule kept = store.find(Reach.only("acme"), id).orElseThrow();
        assertThat(kept.content().terms()).isEqualTo(content.terms());
        assertThat(kept.content().body()).isEqualTo(content.body());
        assertThat(kept.content().owner().scopes()).isEqualTo(content.owner().scopes());
        assertThat(kept.content().owner().subject()).isEqualTo("me");
        assertThat(kept.content().owner().rights().toJson()).isEqualTo("{\"FLIGHTS\":[\"ORD\"]}");
        assertThat(kept.standing().nextDue()).isEqualTo(due);
        assertThat(kept.standing().lastDue()).isNull();
        assertThat(kept.standing().lastBatch()).isNull();
        assertThat(kept.standing().created()).isBetween(due.minusSeconds(120), due);

        assertThat(store.find(Reach.only("globex"), id)).isEmpty();
        assertThat(store.list(Reach.only("globex"), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(store.delete("globex", id)).isFalse();
        assertThat(store.find(Reach.only("acme"), id)).isPresent();
    }

    @Test
    void anAdministratorFindsEverybodysOrThoseOfOneTenant() {
        Schedule acme = create("acme", store.now());
        Schedule globex = create("globex", store.now());
        Reach all = Reach.of(ADMIN);
        assertThat(store.find(all, acme.id())).hasValueSatisfying(found -> {
            assertThat(found.tenant()).isEqualTo("acme");
            assertThat(found.content().owner().rights().toJson()).isEqualTo("{\"FLIGHTS\":[\"ORD\"]}");
        });
        assertThat(store.find(all, Samples.newId())).isEmpty();
        assertThat(store.find(Reach.of(ADMIN, "acme"), globex.id())).isEmpty();

        assertThat(store.list(all, Long.MAX_VALUE, 10))
                .extracting(Schedule::tenant)
                .containsExactly("globex", "acme");
        assertThat(store.list(all, Long.MAX_VALUE, 1)).extracting(Schedule::id).containsExactly(globex.id());
        assertThat(store.list(all, globex.standing().seq(), 10))
                .extracting(Schedule::id)
                .containsExactly(acme.id());
        assertThat(store.list(Reach.of(ADMIN, "acme"), Long.MAX_VALUE, 10))
                .extracting(Schedule::id)
                .containsExactly(acme.id());
        assertThat(store.list(Reach.of(ADMIN, "nobody"), Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void aTenantHasNoMoreThanItMay() {
        RecurrenceId first = create("acme", store.now()).id();
        assertThat(hourly("acme", null, 2)).isEqualTo(Creation.STORED);
        assertThat(hourly("acme", null, 2)).isEqualTo(Creation.TOO_MANY);
        assertThat(hourly("globex", null, 2)).isEqualTo(Creation.STORED);
        assertThat(store.list(Reach.only("acme"), Long.MAX_VALUE, 10)).hasSize(2);
        assertThat(store.delete("acme", first)).isTrue();
        assertThat(hourly("acme", null, 2)).isEqualTo(Creation.STORED);
    }

    @Test
    void noMoreThanItMayAlsoWhenManyComeAtOnce() {
        List<Creation> made = atOnce(() -> hourly("acme", null, 3));
        assertThat(made).filteredOn(one -> one == Creation.STORED).hasSize(3);
        assertThat(store.list(Reach.only("acme"), Long.MAX_VALUE, 10)).hasSize(3);
    }

    @Test
    void aKeyIsKeptWithItsScheduleForItsTenantAloneAndTakenByNoOther() {
        assertThat(hourly("acme", JUNE, MANY)).isEqualTo(Creation.STORED);
        RecurrenceId made =
                store.list(Reach.only("acme"), Long.MAX_VALUE, 10).get(0).id();
        assertThat(tested.key("acme", "june")).contains(new IdempotencyKey.Kept(JUNE.bodyHash(), made.value()));
        assertThat(tested.key("globex", "june")).isEmpty();

        assertThat(hourly("acme", JUNE, MANY)).isEqualTo(Creation.KEY_TAKEN);
        assertThat(hourly("acme", new IdempotencyKey("june", "f".repeat(64)), MANY))
                .isEqualTo(Creation.KEY_TAKEN);
        assertThat(store.list(Reach.only("acme"), Long.MAX_VALUE, 10))
                .extracting(Schedule::id)
                .containsExactly(made);
        assertThat(hourly("acme", new IdempotencyKey("July", JUNE.bodyHash()), MANY))
                .isEqualTo(Creation.STORED);
        assertThat(hourly("globex", JUNE, MANY)).isEqualTo(Creation.STORED);
    }

    @Test
    void aKeyOutlivesItsSchedule() {
        hourly("acme", JUNE, MANY);
        RecurrenceId made =
                store.list(Reach.only("acme"), Long.MAX_VALUE, 10).get(0).id();
        assertThat(store.delete("acme", made)).isTrue();
        assertThat(tested.key("acme", "june")).isPresent();
        assertThat(hourly("acme", JUNE, MANY)).isEqualTo(Creation.KEY_TAKEN);
    }

    @Test
    void whatIsOneTooManyKeepsNoKey() {
        create("acme", store.now());
        assertThat(hourly("acme", JUNE, 1)).isEqualTo(Creation.TOO_MANY);
        assertThat(tested.key("acme", "june")).isEmpty();
        assertThat(hourly("acme", JUNE, 2)).isEqualTo(Creation.STORED);
    }

    @Test
    void ofManyAtOnceWithOneKeyOneIsStored() {
        for (int round = 1; round <= 10; round++) {
            IdempotencyKey key = new IdempotencyKey("round-" + round, JUNE.bodyHash());
            List<Creation> made = atOnce(() -> hourly("acme", key, MANY));
            assertThat(made)
                    .containsOnly(Creation.STORED, Creation.KEY_TAKEN)
                    .filteredOn(one -> one == Creation.STORED)
                    .hasSize(1);
            List<Schedule> all = store.list(Reach.only("acme"), Long.MAX_VALUE, MANY);
            assertThat(all).hasSize(round);
            assertThat(tested.key("acme", key.text()))
                    .contains(new IdempotencyKey.Kept(
                            key.bodyHash(), all.get(0).id().value()));
        }
    }

    @Test
    void theNewestAreListedFirst() {
        List<RecurrenceId> ids = IntStream.range(0, 5)
                .mapToObj(i -> create("acme", store.now()).id())
                .toList();
        List<Schedule> first = store.list(Reach.only("acme"), Long.MAX_VALUE, 2);
        assertThat(first).extracting(Schedule::id).containsExactly(ids.get(4), ids.get(3));
        List<Schedule> rest =
                store.list(Reach.only("acme"), first.get(1).standing().seq(), 10);
        assertThat(rest).extracting(Schedule::id).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    }

    @Test
    void whoHasSeenAnOldVersionChangesNothing() {
        Schedule seen = create("acme", store.now());
        Instant later = wholeSecond(store.now()).plusSeconds(600);
        ScheduleContent changed = Samples.content("acme", "5 5 * * *", MissedRuns.SKIP, Overlap.ALLOW);
        assertThat(store.change(seen, changed, later)).isTrue();
        assertThat(store.change(seen, Samples.hourly("acme"), null)).isFalse();
        assertThat(store.record(seen, batchFor(seen), later)).isFalse();

        Schedule now = again(seen);
        assertThat(now.terms()).isEqualTo(changed.terms());
        assertThat(now.standing().nextDue()).isEqualTo(later);
        assertThat(tested.batches()).isEmpty();
        assertThat(store.runs(seen.id(), 10)).isEmpty();
    }

    @Test
    void whatHasComeIsDueAndNothingElse() {
        Schedule late = due("globex", 1);
        Schedule later = due("acme", 2);
        Schedule soon = create("acme", store.now().plusSeconds(3_600));
        create("acme", null);
        assertThat(store.due(10).schedules()).extracting(Schedule::id).containsExactly(later.id(), late.id());
        assertThat(store.due(1).schedules()).extracting(Schedule::id).containsExactly(later.id());
        tested.passTime(Duration.ofMinutes(61));
        assertThat(store.due(10).schedules())
                .extracting(Schedule::id)
                .containsExactly(later.id(), late.id(), soon.id());
    }

    @Test
    void aRunIsStoredWithItsBatchAndWithWhenItIsDueNext() {
        Schedule schedule = due("acme", 1);
        Instant due = schedule.standing().nextDue();
        Instant next = due.plusSeconds(3_600);
        NewRun run = batchFor(schedule);
        assertThat(store.record(schedule, run, next)).isTrue();

        Schedule now = again(schedule);
        assertThat(now.standing().nextDue()).isEqualTo(next);
        assertThat(now.standing().lastDue()).isEqualTo(due);
        assertThat(now.standing().lastBatch()).isEqualTo(run.batch().id());
        assertThat(now.content().terms()).isEqualTo(schedule.content().terms());
        assertThat(store.due(10).schedules()).isEmpty();
        assertThat(tested.batches()).containsExactly(run.batch().id());
        assertThat(store.runs(schedule.id(), 10)).singleElement().satisfies(kept -> {
            assertThat(kept.outcome()).isEqualTo(RunOutcome.SUBMITTED);
            assertThat(kept.due()).isEqualTo(due);
            assertThat(kept.ran()).isAfter(due);
            assertThat(kept.batch()).isEqualTo(run.batch().id());
            assertThat(kept.error()).isNull();
        });
    }

    @Test
    void aRunWithoutBatchSaysWhy() {
        Schedule schedule = due("acme", 1);
        RunError error = new RunError(ErrorCode.UNPROCESSABLE_ENTITY, "/batch/queries/0/ds_id: unknown – 😀");
        DueTimes due = new DueTimes(schedule.standing().nextDue(), 7);
        assertThat(store.record(schedule, NewRun.refused(due, error), null)).isTrue();
        assertThat(store.runs(schedule.id(), 10)).singleElement().satisfies(kept -> {
            assertThat(kept.outcome()).isEqualTo(RunOutcome.REFUSED);
            assertThat(kept.missed()).isEqualTo(7);
            assertThat(kept.batch()).isNull();
            assertThat(kept.error()).isEqualTo(error);
        });
        assertThat(again(schedule).standing().lastBatch()).isNull();
        assertThat(again(schedule).standing().nextDue()).isNull();
        assertThat(tested.batches()).isEmpty();
    }

    @Test
    void aRunThatSomebodyAskedForLeavesAlone() {
        Schedule schedule = due("acme", 1);
        Instant due = schedule.standing().nextDue();
        for (int i = 0; i < 2; i++) {
            Schedule seen = again(schedule);
            NewRun asked = NewRun.asked(Samples.batch("acme", seen.id()));
            assertThat(store.record(seen, asked, due)).isTrue();
        }
        assertThat(again(schedule).standing().lastDue()).isNull();
        assertThat(store.due(10).schedules()).extracting(Schedule::id).containsExactly(schedule.id());
        assertThat(store.runs(schedule.id(), 10)).hasSize(2).allMatch(run -> run.due() == null);
    }

    @Test
    void theLatestRunsAreKept() {
        Schedule schedule = create("acme", store.now().minusSeconds(60));
        for (int i = 0; i < 103; i++) {
            Schedule seen = again(schedule);
            NewRun run = NewRun.none(RunOutcome.MISSED, new DueTimes(Instant.ofEpochSecond(60L * i), i));
            assertThat(store.record(seen, run, store.now())).isTrue();
        }
        List<ScheduleRun> runs = store.runs(schedule.id(), MANY);
        assertThat(runs).hasSize(100);
        assertThat(runs.get(0).missed()).isEqualTo(102);
        assertThat(runs.get(99).missed()).isEqualTo(3);
        assertThat(store.runs(schedule.id(), 2)).extracting(ScheduleRun::missed).containsExactly(102, 101);
    }

    @Test
    void whatIsDeletedIsNotRunAndItsBatchesStay() {
        Schedule schedule = due("acme", 1);
        assertThat(store.record(
                        schedule,
                        batchFor(schedule),
                        schedule.standing().nextDue().plusSeconds(1)))
                .isTrue();
        Schedule seen = again(schedule);
        assertThat(store.delete("acme", schedule.id())).isTrue();
        assertThat(store.delete("acme", schedule.id())).isFalse();
        assertThat(store.record(seen, batchFor(seen), null)).isFalse();
        assertThat(store.runs(schedule.id(), 10)).isEmpty();
        assertThat(tested.batches()).hasSize(1);
    }

    @Test
    void ofManyNodesOneMakesTheBatch() {
        for (int round = 1; round <= 10; round++) {
            Schedule seen = due("acme", 1);
            Instant next = seen.standing().nextDue().plusSeconds(3_600);
            List<Boolean> first = atOnce(() -> store.record(seen, batchFor(seen), next));
            assertThat(first).filteredOn(one -> one).hasSize(1);
            assertThat(store.runs(seen.id(), 10)).hasSize(1);
            assertThat(tested.batches())
                    .hasSize(round)
                    .contains(again(seen).standing().lastBatch());
        }
    }

    private static <T> List<T> atOnce(Callable<T> step) {
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> one : nodes.invokeAll(
                    IntStream.range(0, NODES).mapToObj(i -> step).toList())) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            nodes.shutdown();
        }
    }
}
