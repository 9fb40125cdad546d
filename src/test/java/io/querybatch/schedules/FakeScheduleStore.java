package io.querybatch.schedules;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.NewBatch;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Reach;
import io.querybatch.testing.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules in memory, by a clock that a test sets. Passes the contract of the store. */
final class FakeScheduleStore implements ScheduleStore {

    private static final int KEPT = 100;

    private final SettableClock clock;
    private final Map<RecurrenceId, Schedule> schedules = new LinkedHashMap<>();
    private final Map<RecurrenceId, List<ScheduleRun>> runs = new HashMap<>();
    private final List<NewBatch> batches = new ArrayList<>();
    private final Map<List<String>, IdempotencyKey.Kept> keys = new HashMap<>();
    private ServiceException refusal;
    private boolean held;
    private long seq;

    FakeScheduleStore(SettableClock clock) {
        this.clock = clock;
    }

    synchronized List<NewBatch> batches() {
        return List.copyOf(batches);
    }

    /** From now on no batch is stored, for a reason. */
    void refuseBatches(ServiceException why) {
        refusal = why;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** A tenant's key. */
    synchronized Optional<IdempotencyKey.Kept> key(String tenant, String text) {
        return held ? Optional.empty() : Optional.ofNullable(keys.get(List.of(tenant, text)));
    }

    /** As if something else had been submitted with a key. */
    synchronized void keep(String tenant, IdempotencyKey key, String id) {
        keys.put(List.of(tenant, key.text()), new IdempotencyKey.Kept(key.bodyHash(), id));
    }

    /** As if all keys came at this time in transactions of others, which have not ended. */
    synchronized void holdKeys() {
        held = true;
    }

    @Override
    public synchronized Creation create(NewSchedule schedule, int most) {
        IdempotencyKey key = schedule.key();
        if (key != null && (held || key(schedule.tenant(), key.text()).isPresent())) {
            return Creation.KEY_TAKEN;
        }
        if (list(Reach.only(schedule.tenant()), Long.MAX_VALUE, most).size() >= most) {
            return Creation.TOO_MANY;
        }
        if (key != null) {
            keep(schedule.tenant(), key, schedule.id().value());
        }
        Schedule.Standing standing = new Schedule.Standing(++seq, 1, schedule.nextDue(), null, null, now(), now());
        schedules.put(schedule.id(), new Schedule(schedule.id(), schedule.content(), standing));
        runs.put(schedule.id(), new ArrayList<>());
        return Creation.STORED;
    }

    @Override
    public synchronized Optional<Schedule> find(Reach reach, RecurrenceId id) {
        return Optional.ofNullable(schedules.get(id)).filter(schedule -> reach.covers(schedule.tenant()));
    }

    @Override
    public synchronized List<Schedule> list(Reach reach, long before, int limit) {
        return schedules.values().stream()
                .filter(schedule ->
                        reach.covers(schedule.tenant()) && schedule.standing().seq() < before)
                .sorted(Comparator.comparing(
                                (Schedule schedule) -> schedule.standing().seq())
                        .reversed())
                .limit(limit)
                .toList();
    }

    private boolean isStale(Schedule seen) {
        Schedule present = schedules.get(seen.id());
        return present == null
                || present.standing().version() != seen.standing().version();
    }

    @Override
    public synchronized boolean change(Schedule seen, ScheduleContent content, Instant nextDue) {
        if (isStale(seen)) {
            return false;
        }
        Schedule.Standing before = seen.standing();
        Schedule.Standing standing = new Schedule.Standing(
                before.seq(),
                before.version() + 1,
                nextDue,
                before.lastDue(),
                before.lastBatch(),
                before.created(),
                now());
        schedules.put(seen.id(), new Schedule(seen.id(), content, standing));
        return true;
    }

    @Override
    public synchronized boolean delete(String tenant, RecurrenceId id) {
        boolean there = find(Reach.only(tenant), id).isPresent();
        if (there) {
            schedules.remove(id);
            runs.remove(id);
        }
        return there;
    }

    @Override
    public synchronized Due due(int limit) {
        List<Schedule> due = schedules.values().stream()
                .filter(schedule -> schedule.standing().nextDue() != null
                        && !schedule.standing().nextDue().isAfter(now()))
                .sorted(Comparator.comparing(schedule -> schedule.standing().nextDue()))
                .limit(limit)
                .toList();
        return new Due(due, now());
    }

    @Override
    public synchronized boolean record(Schedule seen, NewRun run, Instant nextDue) {
        if (isStale(seen)) {
            return false;
        }
        if (run.batch() != null && refusal != null) {
            throw refusal;
        }
        BatchId batch = run.batch() == null ? null : run.batch().id();
        Schedule.Standing before = seen.standing();
        Schedule.Standing standing = new Schedule.Standing(
                before.seq(),
                before.version() + 1,
                nextDue,
                run.due() == null ? before.lastDue() : run.due(),
                batch == null ? before.lastBatch() : batch,
                before.created(),
                before.changed());
        schedules.put(seen.id(), new Schedule(seen.id(), seen.content(), standing));
        runs.get(seen.id()).add(0, new ScheduleRun(run.outcome(), run.due(), now(), run.missed(), batch, run.error()));
        if (batch != null) {
            batches.add(run.batch());
        }
        return true;
    }

    @Override
    public synchronized List<ScheduleRun> runs(RecurrenceId id, int limit) {
        return runs.getOrDefault(id, List.of()).stream()
                .limit(Math.min(limit, KEPT))
                .toList();
    }
}
