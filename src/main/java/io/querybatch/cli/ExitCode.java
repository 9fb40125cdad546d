package io.querybatch.cli;

import io.querybatch.client.Batch;

/** How a command ends. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int WITH_ERRORS = 3;
    static final int STOPPED = 4;

    private ExitCode() {}

    /** After following a batch to its end. */
    static int of(Batch batch) {
        return switch (String.valueOf(batch.outcome())) {
            case "completed" -> OK;
            case "completed_with_errors" -> WITH_ERRORS;
            default -> STOPPED;
        };
    }
}
