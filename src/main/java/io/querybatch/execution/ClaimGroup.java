package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Claims that one scan answers together: most often a single one. They are of one batch, data source and family, and take one
 * slot.
 *
 * @param claims in the order of their batch, at least one; the first leads
 */
record ClaimGroup(List<Claim> claims) {

    ClaimGroup {
        claims = List.copyOf(claims);
    }

    /** Sorts claims by the scans they are meant to run in, in the order they came. */
    static Collection<ClaimGroup> of(List<Claim> claims) {
        Map<Scan, List<Claim>> scans = claims.stream()
                .collect(Collectors.groupingBy(
                        claim -> new Scan(claim.query().batch(), claim.lead()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return scans.values().stream().map(ClaimGroup::new).toList();
    }

    private record Scan(BatchId batch, int lead) {}

    Claim lead() {
        return claims.get(0);
    }

    boolean isFused() {
        return claims.size() > 1;
    }

    /** All but the first. */
    List<Claim> riders() {
        return claims.subList(1, claims.size());
    }
}
