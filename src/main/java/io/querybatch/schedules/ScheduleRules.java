package io.querybatch.schedules;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.RecurrenceId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** What a schedule must be: due now and then, but not too often, and with a batch that would be accepted if it were submitted now. */
final class ScheduleRules {

    private final Plans plans;
    private final Duration shortest;

    ScheduleRules(Plans plans, Duration shortest) {
        this.plans = plans;
        this.shortest = shortest;
    }

    /**
     * Refuses what breaks them.
     *
     * @throws ServiceException UNPROCESSABLE_ENTITY or PERMISSION_ERROR with every violation
     */
    void check(ScheduleChange said, ScheduleContent content, Instant now, RecurrenceId id) {
        List<Violation> violations = violations(said, content, now, id);
        if (violations.isEmpty()) {
            return;
        }
        boolean onlyRights = violations.stream().allMatch(violation -> violation.code() == ErrorCode.PERMISSION_ERROR);
        throw ServiceException.of(onlyRights ? ErrorCode.PERMISSION_ERROR : ErrorCode.UNPROCESSABLE_ENTITY, violations);
    }

    /** Everything that is wrong with what somebody says; not with what he leaves as it is. */
    List<Violation> violations(ScheduleChange said, ScheduleContent content, Instant now, RecurrenceId id) {
        List<Violation> violations = new ArrayList<>();
        if (said.cron() != null || said.timezone() != null) {
            violations.addAll(ofTimes(content.terms().timing(), now));
        }
        if (said.body() != null) {
            violations.addAll(ofBatch(content, now, id));
        }
        return violations;
    }

    private List<Violation> ofTimes(Timing timing, Instant now) {
        List<Violation> violations = new ArrayList<>();
        if (timing.next(now).isEmpty()) {
            violations.add(wrongCron("is never due"));
        }
        if (timing.cron().isMoreFrequentThan(shortest, LocalDateTime.ofInstant(now, timing.zone()))) {
            violations.add(wrongCron("is due more often than every " + shortest.toMinutes() + " minutes"));
        }
        return violations;
    }

    private static Violation wrongCron(String detail) {
        return new Violation("/cron", ErrorCode.UNPROCESSABLE_ENTITY, detail);
    }

    private List<Violation> ofBatch(ScheduleContent content, Instant now, RecurrenceId id) {
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
}
