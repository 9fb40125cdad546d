package io.querybatch.results;

import java.io.IOException;

/** A result passed the limit on its size. */
public final class ResultTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    private final long limitBytes;

    public ResultTooLargeException(long limitBytes) {
        super("result exceeds " + limitBytes + " bytes");
        this.limitBytes = limitBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }
}
