package io.querybatch.batches;

import io.querybatch.planning.ItemRequest;
import java.util.List;

/**
 * A well-formed submission.
 *
 * @param items at least one
 * @param submitted JSON text of each item, for those who ask again; empty when nobody can
 * @param options the rest
 * @param onInvalid what becomes of it if some items cannot be planned
 */
record BatchRequest(List<ItemRequest> items, List<String> submitted, BatchOptions options, OnInvalid onInvalid) {

    /** The same with somebody to call when it has stopped. */
    BatchRequest calling(Callback callback) {
        return new BatchRequest(items, submitted, options.calling(callback), onInvalid);
    }
}
