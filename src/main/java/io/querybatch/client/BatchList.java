package io.querybatch.client;

import java.util.List;

/** A page of the tenant's batches, newest first. */
public record BatchList(Meta meta, List<Batch> data) {

    /** {@code cursor} is where the next page begins; null at the end. */
    public record Meta(String requestId, String cursor) {}
}
