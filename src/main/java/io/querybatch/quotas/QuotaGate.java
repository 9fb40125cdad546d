package io.querybatch.quotas;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Lets nobody submit more than the quotas of its tenant allow. What was accepted runs and is kept, whatever it comes to: a quota that
 * is used up refuses what comes next.
 *
 * <p>Where submissions have a limit they are counted in their own transactions, so all nodes together let through not one too many.
 * Rows and bytes are counted when results are published, and told to the store every second ({@link #share}). What is stored is
 * looked up now and then ({@link #survey}).
 */
public final class QuotaGate {

    /** The longest that {@code Retry-After} may be (contract B §1.1). */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final Duration SURVEY_PAUSE = Duration.ofSeconds(10);

    /** A survey reads all that is stored: it must not become what the store is busy with. */
    private static final int SURVEY_REST = 20;

    private static final int KEPT_DAYS = 400;

    private final QuotaLimits limits;
    private final Clock clock;

    /** What the store has not been told. */
    private final Map<String, Use> untold = new ConcurrentHashMap<>();

    private volatile Map<String, Long> stored = Map.of();

    /** Belongs to the thread that looks. */
    private Instant nextSurvey = Instant.MIN;

    public QuotaGate(QuotaLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /**
     * Takes a submission into account, or refuses it.
     *
     * @throws ServiceException TOO_MANY_REQUESTS, or UNPROCESSABLE_ENTITY if it could not be accepted on any day
     */
    public void admit(Submission submission, OpenWork work) {
        if (!limits.limitsAny(submission.tenant())) {
            note(submission.tenant(), new Use(submission.queries(), 0, 0));
            return;
        }
        refuseWhatIsTooMuch(submission);
        Instant now = clock.instant();
        Use.Standing then = work.spend(submission.tenant(), day(now), submission.queries());
        Map<Quota, Long> used = then.used(stored(submission.tenant()));
        for (Quota quota : Quota.values()) {
            refuse(quota, submission, used.get(quota), now);
        }
    }

    private void refuseWhatIsTooMuch(Submission submission) {
        limits.of(Quota.QUERIES_PER_DAY, submission.tenant()).ifPresent(limit -> {
            if (submission.queries() > limit) {
                throw ServiceException.of(
                        ErrorCode.UNPROCESSABLE_ENTITY,
                        "These are " + submission.queries() + " queries; the tenant may submit " + limit + " a day.");
            }
        });
    }

    /** {@code used}: today's queries with those that are asked for, everything else without. */
    private void refuse(Quota quota, Submission submission, long used, Instant now) {
        OptionalLong limit = limits.of(quota, submission.tenant());
        if (limit.isEmpty() || !concerns(quota, submission)) {
            return;
        }
        boolean ofQueries = quota == Quota.QUERIES_PER_DAY;
        if (ofQueries ? used > limit.getAsLong() : used >= limit.getAsLong()) {
            long before = ofQueries ? used - submission.queries() : used;
            Duration pause = quota.pause(now);
            throw ServiceException.tooManyRequests(
                    quota.refusal(before, limit.getAsLong()),
                    pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        }
    }

    private static boolean concerns(Quota quota, Submission submission) {
        return switch (quota) {
            case OPEN_BATCHES -> !submission.single();
            case OPEN_QUERIES -> submission.single();
            default -> true;
        };
    }

    private long stored(String tenant) {
        return stored.getOrDefault(tenant, 0L);
    }

    /** A result of a tenant's was published on this node. */
    public void published(String tenant, long rows, long bytes) {
        note(tenant, new Use(0, rows, bytes));
    }

    private void note(String tenant, Use more) {
        untold.merge(tenant, more, Use::and);
    }

    /** Whether anything is limited for a tenant. */
    public boolean limitsAny(String tenant) {
        return limits.limitsAny(tenant);
    }

    /** Where a tenant stands with every quota, in their order. */
    List<QuotaState> states(String tenant, UseStore store) {
        Instant now = clock.instant();
        Map<Quota, Long> used = store.standing(tenant, day(now)).used(stored(tenant));
        return Stream.of(Quota.values())
                .map(quota -> state(quota, tenant, used.get(quota), now))
                .toList();
    }

    private QuotaState state(Quota quota, String tenant, long used, Instant now) {
        OptionalLong limit = limits.of(quota, tenant);
        boolean known = quota != Quota.STORED_BYTES || limits.isLimited(quota);
        return new QuotaState(quota, limit.isPresent() ? limit.getAsLong() : null, known ? used : null, now);
    }

    /** Tells the store what was used since the last time. */
    void share(UseStore store) {
        // In one order on all nodes, so that none waits for another that waits for it.
        Map<String, Use> news = new TreeMap<>();
        untold.keySet().forEach(tenant -> news.put(tenant, untold.remove(tenant)));
        if (news.isEmpty()) {
            return;
        }
        try {
            store.add(day(clock.instant()), news);
        } catch (RuntimeException e) {
            news.forEach(this::note);
            throw e;
        }
    }

    /** Looks up what is stored, if anybody has to know and it is not known well enough. */
    void survey(UseStore store) {
        Instant begin = clock.instant();
        if (limits.isLimited(Quota.STORED_BYTES) && !begin.isBefore(nextSurvey)) {
            stored = store.storedBytes();
            Instant end = clock.instant();
            Duration rest = Duration.between(begin, end).multipliedBy(SURVEY_REST);
            nextSurvey = end.plus(rest.compareTo(SURVEY_PAUSE) > 0 ? rest : SURVEY_PAUSE);
        }
    }

    /** Forgets what no quota is about any more, and nobody asks. */
    void forget(UseStore store) {
        store.forget(day(clock.instant()).minusDays(KEPT_DAYS));
    }
}
