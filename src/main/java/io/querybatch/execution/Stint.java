package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one slot is for: claims of one batch and data source, which one scan answers or a few, one after the other.
 *
 * @param claims in the order of their batch, at least one; the first leads
 */
record Stint(List<Claim> claims) {

    Stint {
        claims = List.copyOf(claims);
    }

    /** Sorts claims by the slots they are meant for, in the order they came. */
    static Collection<Stint> of(List<Claim> claims) {
        Map<Slot, List<Claim>> slots = claims.stream()
                .collect(Collectors.groupingBy(
                        claim -> new Slot(claim.query().batch(), claim.lead()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return slots.values().stream().map(Stint::new).toList();
    }

    private record Slot(BatchId batch, int lead) {}

    Claim lead() {
        return claims.get(0);
    }

    /** The claims by the scans that answer them, in the order of the first of each. */
    List<ClaimGroup> scans() {
        return claims.stream()
                .collect(Collectors.groupingBy(Claim::scan, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ClaimGroup::new)
                .toList();
    }
}
