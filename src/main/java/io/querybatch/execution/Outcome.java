package io.querybatch.execution;

import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;
import java.time.Duration;

/** How an attempt ended. */
public sealed interface Outcome {

    /** The result is complete in the result store. */
    record Succeeded(ResultSummary result) implements Outcome {}

    /**
     * There is no result.
     *
     * @param failure the reason
     * @param cancel how it was stopped, if it was; otherwise null
     * @param passing whether the same query may succeed when it is repeated
     */
    record Failed(QueryFailure failure, CancelProof cancel, boolean passing) implements Outcome {

        /** A failure that would come again. */
        public Failed(QueryFailure failure, CancelProof cancel) {
            this(failure, cancel, false);
        }
    }

    /**
     * There is no result yet, and there may be one at the next attempt. In a batch that was stopped meanwhile the query has
     * failed.
     *
     * @param failure what went wrong
     * @param delay how long the query waits before it may run again
     */
    record Postponed(QueryFailure failure, Duration delay) implements Outcome {}

    /** It did not run after all, and waits again as if it had not been claimed. */
    record Returned() implements Outcome {}
}
