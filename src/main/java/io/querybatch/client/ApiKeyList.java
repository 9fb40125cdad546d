package io.querybatch.client;

import java.util.List;

/** A page of API keys, newest first. */
public record ApiKeyList(Meta meta, List<ApiKey> data) {

    /** {@code cursor} is where the next page begins; null at the end. */
    public record Meta(String requestId, String cursor) {}
}
