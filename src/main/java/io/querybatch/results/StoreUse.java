package io.querybatch.results;

import io.querybatch.hosts.ForHosts;

/**
 * How much a result store holds and can still take. What it cannot tell is null.
 *
 * @param bytes stored
 * @param counted whether that is all; else there is more than that
 * @param left bytes that still fit
 * @param room bytes that fit in all, whatever else takes some of them
 */
@ForHosts(since = "0.1")
public record StoreUse(Long bytes, boolean counted, Long left, Long room) {

    /** Of a store that cannot tell. */
    public static final StoreUse UNKNOWN = new StoreUse(null, false, null, null);
}
