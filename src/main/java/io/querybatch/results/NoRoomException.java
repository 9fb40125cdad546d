package io.querybatch.results;

import java.io.IOException;

/** The store has no room for a result: nothing is wrong with the result, and there may be room later. */
public final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1;

    public NoRoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
