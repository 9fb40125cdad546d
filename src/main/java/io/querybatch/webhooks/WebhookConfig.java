package io.querybatch.webhooks;

import java.time.Duration;

/**
 * How calls are made.
 *
 * @param urls which URLs may be called
 * @param secrets how secrets are kept in the store
 * @param connectTimeout longest wait for a connection
 * @param timeout longest time of one call
 * @param retryPause longest pause after the first attempt; it doubles
 * @param retryFor how long attempts go on, from the first one
 */
public record WebhookConfig(
        CallbackUrls urls,
        SecretBox secrets,
        Duration connectTimeout,
        Duration timeout,
        Duration retryPause,
        Duration retryFor) {}
