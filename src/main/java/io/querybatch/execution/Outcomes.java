package io.querybatch.execution;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.logs.LogContext;
import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultTooLargeException;
import io.querybatch.results.UnfitValueException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What went wrong with an attempt, as the outcome that callers see; the cause is for the log alone. */
final class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class.getName());

    private Outcomes() {}

    /** Of an attempt that was told to stop; empty if it was not. */
    static Optional<Outcome> stopped(RunningQueries.Running running) {
        return running.stopped()
                .map(reason ->
                        new Outcome.Failed(new QueryFailure(reason.code(), reason.description()), running.proof()));
    }

    /** The data source did not answer. */
    static Outcome notAnswered(Claim claim, ScanException e) {
        log(claim, e.failure(), e.getCause());
        return new Outcome.Failed(e.failure(), proof(e), e.isPassing());
    }

    /** A query that ran out of time was stopped, too, and says as much about it as a cancelled one. */
    private static CancelProof proof(ScanException e) {
        if (e.failure().code() != ErrorCode.QUERY_TIMEOUT) {
            return null;
        }
        return e.isKilled() ? CancelProof.KILLED_AT_SOURCE : CancelProof.KILL_UNCONFIRMED;
    }

    /** There is a mistake here. */
    static Outcome notRun(Claim claim, RuntimeException e) {
        return failed(claim, ErrorCode.QUERY_INTERNAL_ERROR, "The query could not be run.", e);
    }

    /** The rows were there, but not all of them could be kept. */
    static Outcome notStored(Claim claim, Exception e) {
        if (e instanceof ResultTooLargeException tooLarge) {
            String limit = "The result is larger than " + tooLarge.limitBytes() + " bytes.";
            return new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_RESULT_TOO_LARGE, limit), null);
        }
        if (e instanceof NoRoomException) {
            return failed(claim, ErrorCode.QUERY_RESULT_TOO_LARGE, "There is no room left to store the result.", e);
        }
        if (e instanceof UnfitValueException) {
            return failed(claim, ErrorCode.QUERY_SOURCE_ERROR, e.getMessage(), e);
        }
        return failed(claim, ErrorCode.QUERY_INTERNAL_ERROR, "The result could not be stored.", e);
    }

    private static Outcome failed(Claim claim, ErrorCode code, String description, Exception cause) {
        QueryFailure failure = new QueryFailure(code, description);
        log(claim, failure, cause);
        return new Outcome.Failed(failure, null);
    }

    private static void log(Claim claim, QueryFailure failure, Throwable cause) {
        try (LogContext.Work work = LogContext.within()) {
            WorkTrace.note(claim, work);
            LOG.log(Level.WARNING, cause, () -> claim.query() + " failed: " + failure.code());
        }
    }
}
