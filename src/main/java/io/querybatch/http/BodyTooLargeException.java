package io.querybatch.http;

import java.io.IOException;

/** More bytes came than a body may have. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    BodyTooLargeException(long limit) {
        super("The body may have at most " + limit + " bytes.");
    }
}
