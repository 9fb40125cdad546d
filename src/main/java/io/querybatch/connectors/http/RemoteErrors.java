package io.querybatch.connectors.http;

import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;

/** What a caller is told of a remote service that fails: our own words, none of its text, no address. */
final class RemoteErrors {

    private RemoteErrors() {}

    static ScanException cancelled(Exception cause) {
        return ScanException.cancelled(cause);
    }

    static ScanException timedOut() {
        return ScanException.abandoned(null);
    }

    /** Something between here and there, or what came through it. */
    static FailedExchange of(IOException e) {
        if (e instanceof AnswerTooLargeException large) {
            return FailedExchange.lasting(ScanException.of(
                    ErrorCode.QUERY_RESULT_TOO_LARGE,
                    "An answer of the remote service is larger than " + large.limitBytes() + " bytes.",
                    e));
        }
        if (e instanceof CharacterCodingException) {
            return malformed("it is not UTF-8", e);
        }
        return FailedExchange.passing(
                ScanException.passing(
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                        "The remote service cannot be reached, does not answer in time, or breaks off its answers.",
                        e),
                Duration.ZERO);
    }

    /** An answer that is not what the contract says. */
    static FailedExchange malformed(String what, Exception cause) {
        return FailedExchange.lasting(ScanException.of(
                ErrorCode.QUERY_SOURCE_ERROR, "The answer of the remote service cannot be used: " + what + ".", cause));
    }

    static FailedExchange redirected(int status) {
        return FailedExchange.lasting(ScanException.of(
                ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                "The remote service redirects requests, which is never followed.",
                said(status, "")));
    }

    /** Asked to come again, but later than anybody waits. */
    static FailedExchange comeAgain(int status, String code) {
        return FailedExchange.lasting(ScanException.of(
                ErrorCode.QUERY_SOURCE_UNAVAILABLE,
                "The remote service wants no requests for longer than the query can wait.",
                said(status, code)));
    }

    /** For the log: all that may be repeated of an answer. */
    static IOException said(int status, String code) {
        return new IOException("the remote service said " + status + (code.isEmpty() ? "" : " " + code));
    }
}
