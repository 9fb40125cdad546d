package io.querybatch.batches;

import io.querybatch.errors.QueryFailure;

/**
 * An item that could not be planned, in a batch that was accepted nevertheless: one query, which has failed from the start.
 *
 * @param n number of that query in the batch
 * @param key the caller's own {@code id}, or null
 * @param submitted JSON text of the item as it came: whoever asks again has it planned again
 * @param failure why it could not be planned
 */
public record FailedItem(int n, String key, String submitted, QueryFailure failure) {}
