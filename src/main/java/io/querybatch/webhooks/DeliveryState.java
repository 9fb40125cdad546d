package io.querybatch.webhooks;

/** How far a delivery is. */
public enum DeliveryState {
    /** Its batch has not stopped, or the next attempt is to come, or one is under way. */
    QUEUED,
    /** The receiver has it. */
    SUCCESS,
    /** Given up. */
    FAILURE
}
