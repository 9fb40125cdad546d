package io.querybatch.webhooks;

import java.time.Instant;
import java.util.List;

/**
 * A delivery as it stands.
 *
 * @param id its id
 * @param state how far it is
 * @param created since when it is to be made
 * @param due no attempt before
 * @param ended when it succeeded or was given up; null before
 * @param attempts what was done, in order
 */
public record Delivery(
        DeliveryId id, DeliveryState state, Instant created, Instant due, Instant ended, List<Attempt> attempts) {

    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /**
     * One call.
     *
     * @param number counted from 1
     * @param started when it began
     * @param millis how long it took; null while it is under way, and when its server was lost
     * @param status status of the answer; null without one
     * @param error why there is none, or none that counts, in words for people; else null
     */
    public record Attempt(int number, Instant started, Long millis, Integer status, String error) {

        /** Whether it came to an end that is known. */
        boolean isRecorded() {
            return millis != null;
        }
    }
}
