package io.querybatch.batches;

/**
 * Whom to call when a batch has stopped.
 *
 * @param url where
 * @param secret what the call is signed with, as it is stored
 */
public record Callback(String url, String secret) {

    /** Neither is for logs: URLs have secrets in them as well. */
    @Override
    public String toString() {
        return "Callback[...]";
    }
}
