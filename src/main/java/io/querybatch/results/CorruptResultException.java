package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** What is stored is not what was written: truncated, altered or of another making. */
@ForHosts(since = "0.1")
public final class CorruptResultException extends IOException {

    private static final long serialVersionUID = 1;

    public CorruptResultException(String message) {
        super(message);
    }

    public CorruptResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
