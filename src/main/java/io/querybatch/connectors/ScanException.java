package io.querybatch.connectors;

import io.querybatch.errors.QueryFailure;

/** A scan that failed, with a reason that is fit to be shown to the caller; the driver's own words are the cause. */
public final class ScanException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient QueryFailure failure;

    public ScanException(QueryFailure failure, Throwable cause) {
        super(failure.code().name(), cause);
        this.failure = failure;
    }

    public QueryFailure failure() {
        return failure;
    }
}
