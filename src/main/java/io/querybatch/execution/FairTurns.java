package io.querybatch.execution;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is: the tenant that has had the fewest slots for its weight (stride scheduling). A tenant that comes new, or
 * back after a while, starts level with the others: idling saves nothing up.
 */
final class FairTurns {

    private final TenantShares shares;

    /** Slots had, each counted as one over the weight, by those who had something to run when last looked at. */
    private Map<String, Double> had = new HashMap<>();

    /** Of the tenant served last, before it was. */
    private double level;

    FairTurns(TenantShares shares) {
        this.shares = shares;
    }

    /** Begins a round among those who have something to run. */
    void begin(Collection<String> tenants) {
        Map<String, Double> present = new HashMap<>();
        tenants.forEach(tenant -> present.put(tenant, had.getOrDefault(tenant, level)));
        had = present;
    }

    /** The next of the tenants, which must have begun the round. */
    Optional<String> next(Collection<String> tenants) {
        return tenants.stream().min(Comparator.<String>comparingDouble(had::get).thenComparing(tenant -> tenant));
    }

    /** The tenant has got a slot. */
    void served(String tenant) {
        level = had.get(tenant);
        had.put(tenant, level + 1.0 / shares.weight(tenant));
    }
}
