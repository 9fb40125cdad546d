package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import java.time.Duration;

/**
 * Repeats steps that failed in passing, a few times each and within the budget of the data source. Every step of the adapter
 * may be repeated: also the submission, which names its own {@code schedule_id} and so joins its own earlier try.
 */
final class Retries {

    private static final int MOST_TRIES = 5;

    private final Backoff backoff;
    private final RetryBudget budget;

    Retries(Backoff backoff, RetryBudget budget) {
        this.backoff = backoff;
        this.budget = budget;
    }

    /** Something that sends at least one request. */
    interface Step<T> {
        T run() throws FailedExchange, ScanException;
    }

    /**
     * Runs a step until it succeeds.
     *
     * @throws ScanException if it fails for good, or the query may not go on
     */
    <T> T run(Step<T> step, Cancellation query) throws ScanException {
        for (int tries = 1; true; tries++) {
            try {
                return step.run();
            } catch (FailedExchange e) {
                // Being cancelled makes requests fail: then that is the reason, not what became of them.
                query.check();
                Duration pause = pause(e, tries);
                if (!e.isPassing()
                        || tries == MOST_TRIES
                        || pause.compareTo(query.remaining()) >= 0
                        || !budget.withdraw()) {
                    throw e.outcome();
                }
                query.pause(pause);
            }
        }
    }

    private Duration pause(FailedExchange failure, int tries) {
        Duration own = backoff.pause(tries);
        return failure.retryAfter().compareTo(own) > 0 ? failure.retryAfter() : own;
    }
}
