package io.querybatch.connectors;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.hosts.ForHosts;

/** A scan that failed, with a reason that is fit to be shown to the caller; the driver's own words are the cause. */
@ForHosts(since = "0.1")
public final class ScanException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient QueryFailure failure;
    private final Kind kind;

    private ScanException(QueryFailure failure, Kind kind, Throwable cause) {
        super(failure.code().name(), cause);
        this.failure = failure;
        this.kind = kind;
    }

    /** The end of a scan that was told to stop; the {@code cause} may be null. */
    public static ScanException cancelled(Throwable cause) {
        return of(ErrorCode.QUERY_CANCELLED, "The query was cancelled.", cause);
    }

    /** The end of a scan that used up its time and runs no more at its source; the {@code cause} may be null. */
    public static ScanException timedOut(Throwable cause) {
        return timedOut(Kind.KILLED, cause);
    }

    /** The end of a scan that used up its time, and may still be running at its source; the {@code cause} may be null. */
    public static ScanException abandoned(Throwable cause) {
        return timedOut(Kind.LASTING, cause);
    }

    private static ScanException timedOut(Kind kind, Throwable cause) {
        return new ScanException(
                new QueryFailure(ErrorCode.QUERY_TIMEOUT, "The query ran longer than its data source allows."),
                kind,
                cause);
    }

    /** A failure that would come again, with a description that is fit for callers. */
    public static ScanException of(ErrorCode code, String description, Throwable cause) {
        return new ScanException(new QueryFailure(code, description), Kind.LASTING, cause);
    }

    /** A failure of the source rather than of the query, which may be gone when the query is repeated. */
    public static ScanException passing(ErrorCode code, String description, Throwable cause) {
        return new ScanException(new QueryFailure(code, description), Kind.PASSING, cause);
    }

    public QueryFailure failure() {
        return failure;
    }

    /** Whether the same query may succeed when it is repeated. */
    public boolean isPassing() {
        return kind == Kind.PASSING;
    }

    /** Whether the scan ran out of time and its source has ended it. */
    public boolean isKilled() {
        return kind == Kind.KILLED;
    }

    private enum Kind {
        LASTING,
        PASSING,
        KILLED
    }
}
