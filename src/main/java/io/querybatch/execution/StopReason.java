package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;

/** Why a batch was stopped before all its queries had run. */
public enum StopReason {
    CANCELLED(ErrorCode.QUERY_CANCELLED, "The batch was cancelled."),
    TIMED_OUT(ErrorCode.QUERY_TIMEOUT, "The batch reached its time limit.");

    private final ErrorCode code;
    private final String description;

    StopReason(ErrorCode code, String description) {
        this.code = code;
        this.description = description;
    }

    /** The code with which its unfinished queries fail. */
    public ErrorCode code() {
        return code;
    }

    /** What {@code error_info.description} of its unfinished queries says. */
    public String description() {
        return description;
    }
}
