package io.querybatch.schedules;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.NewBatch;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Reach;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Submits the batches of schedules that are due. Any number of nodes may do so at once: what each decides is stored by the one
 * that is first.
 */
final class ScheduleRuns {

    private static final Logger LOG = Logger.getLogger(ScheduleRuns.class.getName());

    /** At a time: their batches may be large. */
    private static final int AT_ONCE = 20;

    /** What is changed by another meanwhile is looked at again. */
    private static final int ATTEMPTS = 5;

    private final ScheduleStore store;
    private final Plans plans;
    private final BiPredicate<String, BatchId> runs;
    private final ScheduleConfig config;

    /**
     * Runs schedules.
     *
     * @param runs whether a batch of a tenant is there and has not stopped
     */
    ScheduleRuns(ScheduleStore store, Plans plans, BiPredicate<String, BatchId> runs, ScheduleConfig config) {
        this.store = store;
        this.plans = plans;
        this.runs = runs;
        this.config = config;
    }

    /** Whether a batch of a tenant is there and has not stopped. */
    static BiPredicate<String, BatchId> running(BatchStore batches) {
        return (tenant, batch) ->
                batches.mark(tenant, batch).map(mark -> !mark.stopped()).orElse(false);
    }

    /**
     * Does what is due.
     *
     * @return how many batches were stored
     */
    int round() {
        int batches = 0;
        int stored;
        ScheduleStore.Due due;
        do {
            due = store.due(AT_ONCE);
            stored = 0;
            for (Schedule schedule : due.schedules()) {
                NewRun run = tryToRun(schedule, due.now());
                stored += run == null ? 0 : 1;
                batches += run == null || run.batch() == null ? 0 : 1;
            }
        } while (due.schedules().size() == AT_ONCE && stored > 0);
        return batches;
    }

    /** What was stored; null if another was first, or if it failed: one schedule must not keep the others from being run. */
    private NewRun tryToRun(Schedule schedule, Instant now) {
        try {
            return run(schedule, now);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> schedule.id() + ": could not be run; trying again");
            return null;
        }
    }

    private NewRun run(Schedule schedule, Instant now) {
        Timing timing = schedule.terms().timing();
        DueTimes due = DueTimes.of(timing, schedule.standing().nextDue(), now);
        Instant next = timing.next(now).orElse(null);
        NewRun run = decide(schedule, due, now);
        try {
            return store.record(schedule, run, next) ? run : null;
        } catch (ServiceException e) {
            // What can be planned may still be more than the tenant may submit.
            NewRun refused = NewRun.refused(due, RunError.of(e));
            return store.record(schedule, refused, next) ? refused : null;
        }
    }

    private NewRun decide(Schedule schedule, DueTimes due, Instant now) {
        boolean late = now.isAfter(due.latest().plus(config.grace()));
        if (late && schedule.terms().missedRuns() == MissedRuns.SKIP) {
            return NewRun.none(RunOutcome.MISSED, due);
        }
        if (isInTheWay(schedule)) {
            return NewRun.none(RunOutcome.OVERLAP, due);
        }
        try {
            return NewRun.submitted(due, plan(schedule, now));
        } catch (ServiceException e) {
            return NewRun.refused(due, RunError.of(e));
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> schedule.id() + ": its batch could not be planned");
            return NewRun.refused(due, new RunError(ErrorCode.INTERNAL_SERVER_ERROR, null));
        }
    }

    /**
     * Submits the batch of a schedule now, because somebody asks for it.
     *
     * @throws ServiceException NOT_FOUND; CONFLICT_ERROR if the last batch is in the way; as a submission is refused
     */
    BatchId runNow(String tenant, RecurrenceId id) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Schedule schedule = store.find(Reach.only(tenant), id).orElseThrow(ScheduleAnswers::notFound);
            if (isInTheWay(schedule)) {
                throw ServiceException.of(
                        ErrorCode.CONFLICT_ERROR,
                        "The last batch of the schedule has not stopped, and \"overlap\" is \"skip\".");
            }
            NewBatch batch = plan(schedule, store.now());
            if (store.record(schedule, NewRun.asked(batch), schedule.standing().nextDue())) {
                return batch.id();
            }
        }
        throw ServiceException.of(ErrorCode.CONFLICT_ERROR, "Others change the schedule at the same time; come again.");
    }

    private boolean isInTheWay(Schedule schedule) {
        BatchId last = schedule.standing().lastBatch();
        return schedule.terms().overlap() == Overlap.SKIP && last != null && runs.test(schedule.tenant(), last);
    }

    private NewBatch plan(Schedule schedule, Instant now) {
        return plans.plan(schedule.content().body(), schedule.content().owner(), now, schedule.id());
    }
}
