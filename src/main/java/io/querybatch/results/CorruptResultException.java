package io.querybatch.results;

import java.io.IOException;

/** What is stored is not what was written: truncated, altered or of another making. */
public final class CorruptResultException extends IOException {

    private static final long serialVersionUID = 1;

    public CorruptResultException(String message) {
        super(message);
    }

    public CorruptResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
