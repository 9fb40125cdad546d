package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** The store does not answer, or does not let this server in. Nothing is said of the result: it may be read later. */
@ForHosts(since = "0.1")
public final class ResultStoreUnavailableException extends IOException {

    private static final long serialVersionUID = 1;

    /** {@code message} is for the operator: it names no secret. */
    public ResultStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
