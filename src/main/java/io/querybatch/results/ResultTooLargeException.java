package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** A result passed the limit on its size. */
@ForHosts(since = "0.1")
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
