package io.querybatch.cli;

/** States of queries as people type them; the server's are the first four. */
enum State {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE,
    SUCCEEDED,
    FAILED;

    /** What the server calls it. */
    String wireName() {
        return switch (this) {
            case SUCCEEDED -> SUCCESS.name();
            case FAILED -> FAILURE.name();
            default -> name();
        };
    }
}
