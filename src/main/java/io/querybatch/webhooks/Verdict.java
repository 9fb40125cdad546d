package io.querybatch.webhooks;

import java.time.Duration;

/**
 * What follows from an attempt.
 *
 * @param state QUEUED if another one follows
 * @param pause before that one
 */
public record Verdict(DeliveryState state, Duration pause) {

    static Verdict of(Reply reply, int attempt, Pauses pauses) {
        if (reply.isDelivered()) {
            return new Verdict(DeliveryState.SUCCESS, Duration.ZERO);
        }
        return reply.isGone()
                ? new Verdict(DeliveryState.FAILURE, Duration.ZERO)
                : new Verdict(DeliveryState.QUEUED, pauses.after(attempt, reply.retryAfter()));
    }
}
