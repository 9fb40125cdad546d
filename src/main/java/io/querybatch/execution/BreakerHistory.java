package io.querybatch.execution;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Since when a circuit breaker is as it is, which it does not know itself. */
final class BreakerHistory {

    private final CircuitBreaker breaker;
    private final IntervalFunction waits;
    private final Clock clock;
    private volatile Change last;

    /**
     * @param breaker not used yet
     * @param waits how long it stays open, by how often it has opened in a row
     */
    BreakerHistory(CircuitBreaker breaker, IntervalFunction waits, Clock clock) {
        this.breaker = breaker;
        this.waits = waits;
        this.clock = clock;
        breaker.getEventPublisher()
                .onStateTransition(event -> changed(event.getStateTransition().getToState()));
    }

    /** {@code openings} in a row. */
    private record Change(Instant at, int openings) {}

    private synchronized void changed(State to) {
        int openings = last == null ? 0 : last.openings();
        last = new Change(
                clock.instant(),
                switch (to) {
                    case OPEN -> openings + 1;
                    case CLOSED -> 0;
                    default -> openings;
                });
    }

    SourceHealth.Breaker state() {
        return switch (breaker.getState()) {
            case OPEN -> SourceHealth.Breaker.OPEN;
            case HALF_OPEN -> SourceHealth.Breaker.HALF_OPEN;
            default -> SourceHealth.Breaker.CLOSED;
        };
    }

    /** How long it is in this state; null if it never was in another. */
    Duration since() {
        Change change = last;
        return change == null ? null : Duration.between(change.at(), clock.instant());
    }

    /** After which time an open one lets somebody try; null if it is not open. */
    Duration untilTrial() {
        Change change = last;
        if (change == null || breaker.getState() != State.OPEN) {
            return null;
        }
        Duration left = Duration.ofMillis(waits.apply(Math.max(1, change.openings())))
                .minus(Duration.between(change.at(), clock.instant()));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
