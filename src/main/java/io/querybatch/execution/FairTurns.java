package io.querybatch.execution;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose turn it is: the tenant that has had the fewest slots for its weight (stride scheduling). A tenant that comes new, or
 * back after a while, starts level with the others: idling saves nothing up, and forgives nothing.
 */
final class FairTurns {

    private final TenantShares shares;

    /** Slots had, each counted as one over the weight, by those who have something to run or are ahead of the others. */
    private final Map<String, Double> had = new HashMap<>();

    private Set<String> present = Set.of();

    /** The most that a tenant had had when it was served. */
    private double level;

    FairTurns(TenantShares shares) {
        this.shares = shares;
    }

    /** Begins a round among those who have something to run. */
    void begin(Collection<String> tenants) {
        // Who is ahead stays so while away: else a tenant that is away for a moment after each slot pays for none.
        for (String tenant : tenants) {
            if (!present.contains(tenant)) {
                had.merge(tenant, level, Math::max);
            }
        }
        present = Set.copyOf(tenants);
        had.entrySet().removeIf(entry -> entry.getValue() <= level && !present.contains(entry.getKey()));
    }

    /** The next of the tenants, which must have begun the round. */
    Optional<String> next(Collection<String> tenants) {
        return tenants.stream().min(Comparator.<String>comparingDouble(had::get).thenComparing(tenant -> tenant));
    }

    /** The tenant has got a slot. */
    void served(String tenant) {
        double before = had.get(tenant);
        level = Math.max(level, before);
        had.put(tenant, before + 1.0 / shares.weight(tenant));
    }

    /** The tenant had no use for slots that it has got. */
    void unused(String tenant, int slots) {
        had.computeIfPresent(tenant, (name, slotsHad) -> slotsHad - slots / (double) shares.weight(tenant));
        level = Math.min(
                level,
                had.values().stream().mapToDouble(Double::doubleValue).max().orElse(level));
    }
}
