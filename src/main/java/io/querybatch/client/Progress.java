package io.querybatch.client;

/** How many queries of a batch are in which state; they add up to all of them. */
public record Progress(int queued, int running, int success, int failure) {

    /** All queries of the batch. */
    public int total() {
        return queued + running + ended();
    }

    /** Those that have ended, well or not. */
    public int ended() {
        return success + failure;
    }
}
