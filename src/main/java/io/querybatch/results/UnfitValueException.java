package io.querybatch.results;

import io.querybatch.hosts.ForHosts;
import java.io.IOException;

/** A value cannot be written in the format asked for. The message is fit for callers. */
@ForHosts(since = "0.1")
public final class UnfitValueException extends IOException {

    private static final long serialVersionUID = 1;

    public UnfitValueException(String message) {
        super(message);
    }
}
