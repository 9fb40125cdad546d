package io.querybatch.webhooks;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param urls which URLs may be called
 * @param key what secrets are sealed with in the store, 32 bytes or none
 * @param connectTimeout longest wait for a connection
 * @param timeout longest time of one call
 * @param retryPause longest pause after the first attempt; it doubles
 * @param retryFor how long attempts go on, from the first one
 */
public record WebhookConfig(
        CallbackUrls urls,
        byte[] key,
        Duration connectTimeout,
        Duration timeout,
        Duration retryPause,
        Duration retryFor) {

    public WebhookConfig {
        key = key.clone();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "WebhookConfig[...]";
    }
}
