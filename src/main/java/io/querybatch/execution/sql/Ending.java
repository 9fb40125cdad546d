package io.querybatch.execution.sql;

import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.CancelProof;
import io.querybatch.execution.Completion;
import io.querybatch.execution.Outcome;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;

/**
 * What the row of a query says when an attempt is over.
 *
 * @param key the attempt
 * @param state where the query is now
 * @param uncharged 1 if the attempt does not count, else 0
 * @param result its result, or null
 * @param failure why there is none, or null
 * @param proof how it was stopped, or null
 */
record Ending(
        ResultKey key, String state, int uncharged, ResultSummary result, QueryFailure failure, CancelProof proof) {

    private static final int MAX_DESCRIPTION = 2048;

    /** {@code lock} is the batch of the query. */
    static Ending of(BatchLock lock, Completion completion) {
        ResultKey key = completion.claim().resultKey();
        Outcome outcome = completion.outcome();
        if (waitsAgain(lock, outcome)) {
            return new Ending(key, "QUEUED", outcome instanceof Outcome.Returned ? 1 : 0, null, null, null);
        }
        if (outcome instanceof Outcome.Succeeded success) {
            return new Ending(key, "SUCCESS", 0, success.result(), null, null);
        }
        if (outcome instanceof Outcome.Postponed postponed) {
            return failed(key, postponed.failure(), null);
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed(key, failed.failure(), failed.cancel());
        }
        // It was about to wait again when its batch was stopped.
        QueryFailure stopped =
                new QueryFailure(lock.stopReason().code(), lock.stopReason().description());
        return failed(key, stopped, CancelProof.NEVER_STARTED);
    }

    private static Ending failed(ResultKey key, QueryFailure failure, CancelProof proof) {
        return new Ending(key, "FAILURE", 0, null, failure, proof);
    }

    /** In a batch that was stopped nothing runs again. */
    static boolean waitsAgain(BatchLock lock, Outcome outcome) {
        return (outcome instanceof Outcome.Postponed || outcome instanceof Outcome.Returned)
                && lock.stopReason() == null;
    }

    String errorCode() {
        return failure == null ? null : failure.code().name();
    }

    String errorDescription() {
        return failure == null
                ? null
                : failure.description()
                        .substring(0, Math.min(failure.description().length(), MAX_DESCRIPTION));
    }

    String cancelProof() {
        return proof == null ? null : proof.wireName();
    }
}
