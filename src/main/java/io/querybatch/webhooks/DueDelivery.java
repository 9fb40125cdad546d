package io.querybatch.webhooks;

import io.querybatch.batches.Callback;

/**
 * A delivery that is to be attempted now.
 *
 * @param id its id
 * @param attempt number of the attempt, counted from 1
 * @param tenant whose batch it tells of
 * @param callback whom to call
 * @param base the URL of the server as its caller knows it, or null
 */
public record DueDelivery(DeliveryId id, int attempt, String tenant, Callback callback, String base) {}
