package io.querybatch.execution;

import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;

/** How an attempt ended. */
public sealed interface Outcome {

    /** The result is complete in the result store. */
    record Succeeded(ResultSummary result) implements Outcome {}

    /**
     * There is no result.
     *
     * @param failure the reason
     * @param cancel how it was stopped, if it was; otherwise null
     */
    record Failed(QueryFailure failure, CancelProof cancel) implements Outcome {}
}
