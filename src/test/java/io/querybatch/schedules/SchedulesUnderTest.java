package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Making and changing schedules in memory, by a clock that a test sets: at most two, in Berlin, every ten minutes. */
final class SchedulesUnderTest {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final Caller OWNER = Samples.caller("acme");
    static final Caller OTHER =
            new Caller("acme", "you", Set.of(Scope.DS_QUERIES_RUN, Scope.DS_ADMIN), AccessRights.everything());

    static final String DAILY = "{\"cron\":\"0 6 * * *\",\"batch\":{\"a\":1}}";

    static final ScheduleConfig CONFIG =
            new ScheduleConfig(2, Duration.ofMinutes(10), Duration.ofMinutes(5), ZoneId.of("Europe/Berlin"));

    final SettableClock clock = new SettableClock(NOON);
    final FakeScheduleStore store = new FakeScheduleStore(clock);
    final ScheduleReader reader = new ScheduleReader(new JsonLimits(64), batch -> batch);

    /** Waits for the disk. */
    final AtomicInteger syncs = new AtomicInteger();

    /** What batches come to; a test may have them come to something else. */
    Plans plans = (body, owner, moment, recurrence) -> Samples.batch(owner.tenant(), recurrence);

    ScheduleRules rules() {
        return new ScheduleRules(
                (body, owner, moment, recurrence) -> plans.plan(body, owner, moment, recurrence),
                CONFIG.shortestInterval());
    }

    private ScheduleChanges changes() {
        return new ScheduleChanges(
                store, reader, rules(), syncs::incrementAndGet, CONFIG, new SubmittedOnce(store::key));
    }

    static InputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    Schedule create(String cron) {
        return submit(DAILY.replace("0 6 * * *", cron), OWNER, null).what();
    }

    Accepted<Schedule> submit(String body, Caller caller, String key) {
        return changes().create(bytes(body), caller, key);
    }

    /** As somebody else than who made it. */
    Schedule change(RecurrenceId id, String body) {
        return change(id, body, OTHER);
    }

    Schedule change(RecurrenceId id, String body, Caller caller) {
        return changes().change(id, bytes(body), caller);
    }

    List<Schedule> all() {
        return store.list(Reach.only("acme"), Long.MAX_VALUE, 10);
    }

    /** What a step is refused for, with a code. */
    static List<String> refused(ErrorCode code, Runnable step) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, step::run);
        assertThat(refusal.code()).isEqualTo(code);
        return refusal.violations().stream().map(Violation::toString).toList();
    }
}
