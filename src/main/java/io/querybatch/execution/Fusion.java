package io.querybatch.execution;

import io.querybatch.query.QuerySpec;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts waiting queries, in the order of their batch, into scans: neighbours of one family share one. */
public final class Fusion {

    private final int scans;
    private final int width;
    private int begun;
    private int size;
    private int lead;
    private Optional<QuerySpec> family = Optional.empty();

    /**
     * Nothing is put anywhere yet.
     *
     * @param scans most scans
     * @param width most queries that one scan answers, at least 1
     */
    public Fusion(int scans, int width) {
        this.scans = scans;
        this.width = width;
    }

    /** Whether a query of that family would go into the scan that was begun last. */
    boolean joins(Optional<QuerySpec> ofQuery) {
        return begun > 0 && size < width && ofQuery.isPresent() && ofQuery.equals(family);
    }

    /**
     * Puts the next query into a scan.
     *
     * @param n number of the query
     * @param ofQuery its family, or empty if it needs a scan of its own
     * @return the number of the query that leads its scan, its own if it begins one; empty when no scan is left for it
     */
    public OptionalInt lead(int n, Optional<QuerySpec> ofQuery) {
        if (joins(ofQuery)) {
            size++;
        } else if (begun == scans) {
            return OptionalInt.empty();
        } else {
            begun++;
            size = 1;
            lead = n;
            family = ofQuery;
        }
        return OptionalInt.of(lead);
    }
}
