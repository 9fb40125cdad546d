package io.querybatch.planning;

import io.querybatch.errors.QueryFailure;

/**
 * An item of a batch that cannot be planned. In a batch that is accepted nevertheless it is one query, which has failed.
 *
 * @param n number of that query in the batch
 * @param index place of the item among those that were submitted, from 0
 * @param key the caller's own {@code id}, or null
 * @param failure why it cannot be planned
 */
public record UnplannedItem(int n, int index, String key, QueryFailure failure) {}
