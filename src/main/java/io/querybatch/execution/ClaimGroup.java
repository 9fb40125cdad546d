package io.querybatch.execution;

import java.util.List;

/**
 * Claims that one scan answers together: often a single one. They are of one batch, data source and family.
 *
 * @param claims in the order of their batch, at least one; the first leads
 */
record ClaimGroup(List<Claim> claims) {

    ClaimGroup {
        claims = List.copyOf(claims);
    }

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
