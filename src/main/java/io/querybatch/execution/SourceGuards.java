package io.querybatch.execution;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a data source in trouble from eating all slots, and this node from burying it: for each source a circuit breaker,
 * which while open has its queries fail in passing without asking it, and a budget for retries.
 */
final class SourceGuards {

    /** Queries that may run at once to find out whether a source is back. */
    private static final int TRIALS = 2;

    /** A tenth of the queries may be retries, besides a few to begin with. */
    private static final long RETRY_COST = 10;

    private static final long MOST_SAVED = 20 * RETRY_COST;

    private static final Outcome.Failed REFUSED = new Outcome.Failed(
            new QueryFailure(
                    ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                    "The data source failed again and again and is left alone for now."),
            null,
            true);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final IntervalFunction WAITS = IntervalFunction.ofExponentialBackoff(FIRST_WAIT, 2, LONGEST_WAIT);

    private final Map<String, Guard> guards = new ConcurrentHashMap<>();
    private final RetryPolicy retries;
    private final Clock clock;
    private final CircuitBreakerConfig breakerConfig;

    SourceGuards(RetryPolicy retries, Clock clock) {
        this.retries = retries;
        this.clock = clock;
        this.breakerConfig = CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitIntervalFunctionInOpenState(WAITS)
                .clock(clock)
                .build();
    }

    /** How many queries may run against a source at once, as far as its health goes: a few while it is on trial. */
    int limit(String dataSource) {
        return guard(dataSource).limit();
    }

    /**
     * Asks whether the claim's source may be asked.
     *
     * @return what the query comes to when its source is left alone for now; empty if it may run, and then {@link #ended} must
     *     follow
     */
    Optional<Outcome> refusal(Claim claim) {
        return guard(claim.dataSource()).refusal(claim);
    }

    /** Learns from the outcome of an attempt, and has the query run again later if that may help. */
    Outcome ended(Claim claim, Outcome outcome) {
        return guard(claim.dataSource()).ended(claim, outcome);
    }

    /** How the source fares. */
    SourceHealth health(String dataSource) {
        return guard(dataSource).health();
    }

    private Guard guard(String dataSource) {
        return guards.computeIfAbsent(dataSource, Guard::new);
    }

    private record Failure(ErrorCode code, Instant at) {

        SourceHealth.LastFailure before(Instant now) {
            return new SourceHealth.LastFailure(code, Duration.between(at, now));
        }
    }

    private final class Guard {

        private final CircuitBreaker breaker;
        private final BreakerHistory history;
        private final Bucket budget;
        private volatile Failure lastFailure;

        Guard(String dataSource) {
            breaker = CircuitBreaker.of(dataSource, breakerConfig);
            history = new BreakerHistory(breaker, WAITS, clock);
            budget = Bucket.builder()
                    .addLimit(Bandwidth.builder()
                            .capacity(MOST_SAVED)
                            .refillGreedy(RETRY_COST, Duration.ofSeconds(1))
                            .build())
                    .withCustomTimePrecision(new ClockMeter(clock))
                    .build();
        }

        int limit() {
            return breaker.getState() == CircuitBreaker.State.HALF_OPEN ? TRIALS : Integer.MAX_VALUE;
        }

        Optional<Outcome> refusal(Claim claim) {
            return breaker.tryAcquirePermission() ? Optional.empty() : Optional.of(again(claim, REFUSED));
        }

        Outcome ended(Claim claim, Outcome outcome) {
            budget.addTokens(1);
            if (outcome instanceof Outcome.Failed failed && failed.cancel() == null) {
                lastFailure = new Failure(failed.failure().code(), clock.instant());
            }
            if (outcome instanceof Outcome.Failed failed && failed.passing()) {
                breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("the source failed in passing"));
                return again(claim, failed);
            }
            if (tellsOfTheSource(outcome)) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            } else {
                breaker.releasePermission();
            }
            return outcome;
        }

        SourceHealth health() {
            Failure failure = lastFailure;
            return new SourceHealth(
                    history.state(),
                    history.since(),
                    history.untilTrial(),
                    budget.getAvailableTokens() / RETRY_COST,
                    MOST_SAVED / RETRY_COST,
                    failure == null ? null : failure.before(clock.instant()));
        }

        private Outcome again(Claim claim, Outcome.Failed failed) {
            boolean again = retries.allows(claim.attempt()) && budget.tryConsume(RETRY_COST);
            return again ? new Outcome.Postponed(failed.failure(), retries.pause(claim.attempt())) : failed;
        }
    }

    /** Whoever was stopped or ran out of time cannot say whether the source is well. */
    private static boolean tellsOfTheSource(Outcome outcome) {
        return !(outcome instanceof Outcome.Failed failed) || failed.cancel() == null;
    }
}
