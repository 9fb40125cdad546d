package io.querybatch.schedules;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.SubmittedBody;
import io.querybatch.batches.SubmittedOnce;
import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.execution.CommittedState;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes schedules and changes them; what could not run is refused as it would be if it were submitted now. */
final class ScheduleChanges {

    /** What is changed by another meanwhile is looked at again. */
    private static final int ATTEMPTS = 5;

    /** No body of a batch is one of a schedule, whatever its bytes are. */
    private static final String WISH = "schedule";

    private final SecureRandom random = new SecureRandom();
    private final ScheduleStore store;
    private final Plans plans;
    private final CommittedState committed;
    private final ScheduleReader reader;
    private final ScheduleConfig config;
    private final SubmittedOnce once;

    ScheduleChanges(
            ScheduleStore store,
            ScheduleReader reader,
            Plans plans,
            CommittedState committed,
            ScheduleConfig config,
            SubmittedOnce once) {
        this.store = store;
        this.reader = reader;
        this.plans = plans;
        this.committed = committed;
        this.config = config;
        this.once = once;
    }

    /**
     * Makes a schedule of a body for a caller, once for each key; when this returns it survives a crash and a loss of power.
     *
     * @param text the caller's name for the submission; may be null, then it is another one each time
     */
    Accepted<Schedule> create(InputStream body, Caller caller, String text) {
        SubmittedBody submitted = new SubmittedBody(body);
        ScheduleChange said = reader.readNew(submitted.bytes());
        IdempotencyKey key = submitted.key(text, WISH);
        if (key == null) {
            return new Accepted<>(make(said, caller, null).orElseThrow(), false);
        }
        return once.accept(caller.tenant(), key, () -> make(said, caller, key), id -> replay(id, caller));
    }

    /** Empty if the key is taken. */
    private Optional<Schedule> make(ScheduleChange said, Caller caller, IdempotencyKey key) {
        ScheduleContent content = new ScheduleContent(caller, said.onto(Terms.initial(config.zone())), said.body());
        RecurrenceId id = RecurrenceId.random(random);
        Instant now = store.now();
        List<Violation> violations = dueViolations(content.terms(), now);
        violations.addAll(batchViolations(content, now, id));
        refuse(violations);
        NewSchedule schedule = new NewSchedule(id, content, firstDue(content.terms(), now), key);
        return switch (store.create(schedule, config.mostOfTenant())) {
            case STORED -> Optional.of(committed(id, caller));
            case KEY_TAKEN -> Optional.empty();
            case TOO_MANY ->
                throw ServiceException.of(
                        ErrorCode.CONFLICT_ERROR,
                        "There are " + config.mostOfTenant() + " schedules already; delete one first.");
        };
    }

    /** Who was first may still wait for the disk: this answer promises as much as his. */
    private Schedule replay(String id, Caller caller) {
        committed.sync();
        return store.find(Reach.only(caller.tenant()), new RecurrenceId(id))
                .orElseThrow(() -> ServiceException.of(
                        ErrorCode.CONFLICT_ERROR,
                        "The schedule of this Idempotency-Key was made, and has been deleted."));
    }

    private Schedule committed(RecurrenceId id, Caller caller) {
        committed.sync();
        return find(id, caller);
    }

    /** Changes a schedule of the caller's tenant; who gives it another batch becomes its owner. */
    Schedule change(RecurrenceId id, InputStream body, Caller caller) {
        ScheduleChange said = reader.readChange(body);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Schedule seen = find(id, caller);
            if (change(seen, said, caller)) {
                return committed(id, caller);
            }
        }
        throw ServiceException.of(ErrorCode.CONFLICT_ERROR, "Others change the schedule at the same time; come again.");
    }

    private boolean change(Schedule seen, ScheduleChange said, Caller caller) {
        Terms terms = said.onto(seen.terms());
        ScheduleContent content = said.body() == null
                ? new ScheduleContent(
                        seen.content().owner(), terms, seen.content().body())
                : new ScheduleContent(caller, terms, said.body());
        Instant now = store.now();
        List<Violation> violations = new ArrayList<>();
        if (said.cron() != null || said.timezone() != null) {
            violations.addAll(dueViolations(terms, now));
        }
        if (said.body() != null) {
            violations.addAll(batchViolations(content, now, seen.id()));
        }
        refuse(violations);
        return store.change(seen, content, nextDue(seen, terms, now));
    }

    /** What is due by other terms is not due before now, nor when it has been already: the clock may have been set back. */
    private static Instant nextDue(Schedule seen, Terms terms, Instant now) {
        Schedule.Standing standing = seen.standing();
        if (terms.isDueAs(seen.terms())) {
            return standing.nextDue();
        }
        boolean ahead = standing.lastDue() != null && standing.lastDue().isAfter(now);
        return firstDue(terms, ahead ? standing.lastDue() : now);
    }

    private static Instant firstDue(Terms terms, Instant after) {
        return terms.paused() ? null : terms.timing().next(after).orElse(null);
    }

    private List<Violation> dueViolations(Terms terms, Instant now) {
        List<Violation> violations = new ArrayList<>();
        Timing timing = terms.timing();
        if (timing.next(now).isEmpty()) {
            violations.add(wrongCron("is never due"));
        }
        LocalDateTime from = LocalDateTime.ofInstant(now, timing.zone());
        Duration shortest = config.shortestInterval();
        if (timing.cron().isMoreFrequentThan(shortest, from)) {
            violations.add(wrongCron("is due more often than every " + shortest.toMinutes() + " minutes"));
        }
        return violations;
    }

    private static Violation wrongCron(String detail) {
        return new Violation("/cron", ErrorCode.UNPROCESSABLE_ENTITY, detail);
    }

    private List<Violation> batchViolations(ScheduleContent content, Instant now, RecurrenceId id) {
        try {
            plans.plan(content.body(), content.owner(), now, id);
            return List.of();
        } catch (ServiceException e) {
            if (e.violations().isEmpty()) {
                throw e;
            }
            return e.violations();
        }
    }

    private static void refuse(List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        boolean onlyRights = violations.stream().allMatch(violation -> violation.code() == ErrorCode.PERMISSION_ERROR);
        throw ServiceException.of(onlyRights ? ErrorCode.PERMISSION_ERROR : ErrorCode.UNPROCESSABLE_ENTITY, violations);
    }

    private Schedule find(RecurrenceId id, Caller caller) {
        return store.find(Reach.only(caller.tenant()), id).orElseThrow(ScheduleAnswers::notFound);
    }
}
