package io.querybatch.schedules;

import io.querybatch.errors.ServiceException;
import io.querybatch.errors.Violation;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import io.querybatch.security.Reach;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what a schedule would be, a new one or one with a change; nothing is stored. */
final class ScheduleDryRun {

    private final SecureRandom random = new SecureRandom();
    private final ScheduleStore store;
    private final ScheduleReader reader;
    private final ScheduleRules rules;
    private final Forecasts forecasts;
    private final ScheduleConfig config;

    ScheduleDryRun(
            ScheduleStore store,
            ScheduleReader reader,
            ScheduleRules rules,
            Forecasts forecasts,
            ScheduleConfig config) {
        this.store = store;
        this.reader = reader;
        this.rules = rules;
        this.forecasts = forecasts;
        this.config = config;
    }

    /**
     * What {@link ScheduleChanges#create} would come to.
     *
     * @throws ServiceException BAD_REQUEST with every violation of form
     */
    SchedulePlanView create(InputStream body, Caller caller) {
        ScheduleChange said = reader.readNew(body);
        ScheduleContent content = said.made(caller, config.zone());
        Instant now = store.now();
        Instant first = content.terms().resumed().firstDue(now);
        return plan(content, now, first, rules.violations(said, content, now, RecurrenceId.random(random)));
    }

    /**
     * What {@link ScheduleChanges#change} would come to.
     *
     * @throws ServiceException BAD_REQUEST with every violation of form; NOT_FOUND
     */
    SchedulePlanView change(RecurrenceId id, InputStream body, Caller caller) {
        ScheduleChange said = reader.readChange(body);
        Schedule seen = store.find(Reach.only(caller.tenant()), id).orElseThrow(ScheduleAnswers::notFound);
        ScheduleContent content = said.onto(seen.content(), caller);
        Instant now = store.now();
        Instant first = seen.nextDue(content.terms().resumed(), now);
        return plan(content, now, first, rules.violations(said, content, now, id));
    }

    /** {@code first} is null if it is never due: its batch is looked at as of now then. */
    private SchedulePlanView plan(ScheduleContent content, Instant now, Instant first, List<Violation> violations) {
        List<Instant> next = new ArrayList<>();
        if (first != null) {
            next.add(first);
            next.addAll(content.terms().timing().next(first, ScheduleAnswers.NEXT_RUNS - 1));
        }
        return SchedulePlanView.of(
                content.terms(),
                next,
                forecasts.forecast(content.body(), content.owner(), first == null ? now : first),
                violations);
    }
}
