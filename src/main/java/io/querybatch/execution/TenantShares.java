package io.querybatch.execution;

import java.util.Map;

/**
 * How tenants share the servers.
 *
 * @param concurrency most queries of one tenant running at once, on all nodes together
 * @param weights turns a tenant gets where others get one; tenants without a weight get one
 */
public record TenantShares(int concurrency, Map<String, Integer> weights) {

    /** No cap, and everybody alike. */
    public static final TenantShares EQUAL = new TenantShares(Integer.MAX_VALUE, Map.of());

    /** Whether there is a cap at all. */
    public boolean capped() {
        return concurrency < Integer.MAX_VALUE;
    }

    /** Turns that a tenant gets where others get one. */
    public int weight(String tenant) {
        return weights.getOrDefault(tenant, 1);
    }
}
