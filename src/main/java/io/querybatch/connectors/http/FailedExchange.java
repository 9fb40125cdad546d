package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import java.time.Duration;

/** A request that did not give what it was for, and whether it makes sense to repeat it. */
final class FailedExchange extends Exception {

    private static final long serialVersionUID = 1;

    private final transient ScanException outcome;
    private final boolean passing;
    private final transient Duration retryAfter;

    private FailedExchange(ScanException outcome, boolean passing, Duration retryAfter) {
        super(outcome.failure().code().name(), outcome);
        this.outcome = outcome;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** A failure that would come again. */
    static FailedExchange lasting(ScanException outcome) {
        return new FailedExchange(outcome, false, Duration.ZERO);
    }

    /** A failure that may be gone at the next try, which should not come before {@code retryAfter} is over. */
    static FailedExchange passing(ScanException outcome, Duration retryAfter) {
        return new FailedExchange(outcome, true, retryAfter);
    }

    /** How the query ends if the request is not repeated. */
    ScanException outcome() {
        return outcome;
    }

    boolean isPassing() {
        return passing;
    }

    /** How long the remote service wants to be left alone; zero if it did not say. */
    Duration retryAfter() {
        return retryAfter;
    }
}
