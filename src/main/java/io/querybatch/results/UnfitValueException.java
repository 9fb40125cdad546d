package io.querybatch.results;

import java.io.IOException;

/** A value cannot be written in the format asked for. The message is fit for callers. */
public final class UnfitValueException extends IOException {

    private static final long serialVersionUID = 1;

    public UnfitValueException(String message) {
        super(message);
    }
}
