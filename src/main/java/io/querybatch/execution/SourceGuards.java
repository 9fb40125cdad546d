package io.querybatch.execution;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a data source in trouble from eating all slots, and this node from burying it: for each source a circuit breaker,
 * which while open lets its queries wait, and a budget for retries.
 */
final class SourceGuards {

    /** Queries that may run at once to find out whether a source is back. */
    private static final int TRIALS = 2;

    /** A tenth of the queries may be retries, besides a few to begin with. */
    private static final long RETRY_COST = 10;

    private static final long MOST_SAVED = 20 * RETRY_COST;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

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
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(FIRST_WAIT, 2, LONGEST_WAIT))
                .clock(clock)
                .build();
    }

    /** How many queries may run against a source at once, as far as its health goes. */
    int limit(String dataSource) {
        return guard(dataSource).limit();
    }

    /** An attempt begins. */
    Watched begin(Claim claim) {
        return guard(claim.dataSource()).begin(claim);
    }

    /** An attempt that is under way. */
    interface Watched {

        /** Learns from the outcome, and has the query run again later if that may help. */
        Outcome end(Outcome outcome);
    }

    private Guard guard(String dataSource) {
        return guards.computeIfAbsent(dataSource, Guard::new);
    }

    private final class Guard {

        private final CircuitBreaker breaker;
        private final Bucket budget;

        Guard(String dataSource) {
            breaker = CircuitBreaker.of(dataSource, breakerConfig);
            budget = Bucket.builder()
                    .addLimit(Bandwidth.builder()
                            .capacity(MOST_SAVED)
                            .refillGreedy(RETRY_COST, Duration.ofSeconds(1))
                            .build())
                    .withCustomTimePrecision(new ClockMeter(clock))
                    .build();
        }

        int limit() {
            if (breaker.getState() == CircuitBreaker.State.OPEN && breaker.tryAcquirePermission()) {
                // The wait is over: asking is what moves the breaker on, but nothing is run yet.
                breaker.releasePermission();
            }
            return switch (breaker.getState()) {
                case OPEN, FORCED_OPEN -> 0;
                case HALF_OPEN -> TRIALS;
                default -> Integer.MAX_VALUE;
            };
        }

        Watched begin(Claim claim) {
            boolean counted = breaker.tryAcquirePermission();
            return outcome -> end(claim, counted, outcome);
        }

        private Outcome end(Claim claim, boolean counted, Outcome outcome) {
            budget.addTokens(1);
            boolean passing = outcome instanceof Outcome.Failed failed && failed.passing();
            if (passing) {
                breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException("the source failed in passing"));
                return again(claim, (Outcome.Failed) outcome);
            }
            if (tellsOfTheSource(outcome)) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            } else if (counted) {
                breaker.releasePermission();
            }
            return outcome;
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
