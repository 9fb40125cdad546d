package io.querybatch.connectors.http;

import java.io.IOException;

/** An answer that is larger than it may be. */
final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    private final long limitBytes;

    AnswerTooLargeException(long limitBytes) {
        super("answer larger than " + limitBytes + " bytes");
        this.limitBytes = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }
}
