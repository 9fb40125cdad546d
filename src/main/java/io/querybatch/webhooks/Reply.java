package io.querybatch.webhooks;

import java.time.Duration;

/**
 * What came of a call.
 *
 * @param status status of the answer; null without one
 * @param retryAfter when the receiver wants to be called again; zero if it does not say
 * @param error why there is no answer, or none that counts, in words for people; else null
 */
public record Reply(Integer status, Duration retryAfter, String error) {

    private static final int GONE = 410;

    /** There was no answer. */
    public static Reply none(String error) {
        return new Reply(null, Duration.ZERO, error);
    }

    boolean isDelivered() {
        return status != null && status / 100 == 2;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
