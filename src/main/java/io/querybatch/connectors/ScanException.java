package io.querybatch.connectors;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;

/** A scan that failed, with a reason that is fit to be shown to the caller; the driver's own words are the cause. */
public final class ScanException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient QueryFailure failure;

    public ScanException(QueryFailure failure, Throwable cause) {
        super(failure.code().name(), cause);
        this.failure = failure;
    }

    /** The end of a scan that was told to stop; the {@code cause} may be null. */
    public static ScanException cancelled(Throwable cause) {
        return of(ErrorCode.QUERY_CANCELLED, "The query was cancelled.", cause);
    }

    /** The end of a scan that used up its time; the {@code cause} may be null. */
    public static ScanException timedOut(Throwable cause) {
        return of(ErrorCode.QUERY_TIMEOUT, "The query ran longer than its data source allows.", cause);
    }

    /** A failure with a description that is fit for callers. */
    public static ScanException of(ErrorCode code, String description, Throwable cause) {
        return new ScanException(new QueryFailure(code, description), cause);
    }

    public QueryFailure failure() {
        return failure;
    }
}
