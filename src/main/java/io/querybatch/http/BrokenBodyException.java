package io.querybatch.http;

import java.io.IOException;

/** The body of a request cannot be read to its end: the connection is gone, or its chunks are none. */
final class BrokenBodyException extends IOException {

    private static final long serialVersionUID = 1;

    BrokenBodyException(IOException cause) {
        super("the body ends too early, or its chunks are none", cause);
    }
}
