package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** The store has no room for a result: nothing is wrong with the result, and there may be room later. */
@ForHosts(since = "0.1")
public final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1;

    public NoRoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
