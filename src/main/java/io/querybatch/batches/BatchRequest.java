package io.querybatch.batches;

import io.querybatch.planning.ItemRequest;
import java.util.List;

/**
 * A well-formed submission.
 *
 * @param items at least one
 * @param options the rest
 */
record BatchRequest(List<ItemRequest> items, BatchOptions options) {}
