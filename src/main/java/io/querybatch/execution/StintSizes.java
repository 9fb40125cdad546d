package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.query.QuerySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * How much one slot may be for: how many queries by one scan, and how many scans one after the other.
 *
 * <p>A slot is for several scans when those of the batch were quick: what a claim, a wait for the disk and an outcome cost is then more than the queries
 * themselves.
 */
final class StintSizes {

    private final ToIntFunction<String> bySource;
    private final int mostScans;
    private final SharingGain gain;
    private final ScanWidths widths;
    private final ScanPaces paces;

    /**
     * Nothing was measured yet.
     *
     * @param bySource the width that a data source allows
     * @param mostScans most scans of one slot
     */
    StintSizes(ToIntFunction<String> bySource, int mostScans, Clock clock) {
        this.mostScans = mostScans;
        this.bySource = bySource;
        this.widths = new ScanWidths(clock);
        this.gain = new SharingGain(clock);
        this.paces = new ScanPaces(clock);
    }

    Grant of(Grant grant) {
        int width = gain.isExpected(grant.batch())
                ? Math.min(bySource.applyAsInt(grant.dataSource()), widths.of(grant.batch()))
                : 1;
        return grant.sized(width, depth(grant.batch())).costing(paces.of(grant.batch()));
    }

    /** No more scans fit into a slot than of the quickest. */
    private int depth(BatchId batch) {
        long fit = Course.BUDGET.toNanos() / Math.max(1, paces.least(batch));
        return (int) Math.max(1, Math.min(mostScans, fit));
    }

    /** A shared scan of the batch failed, or was too large; so many queries had better share the next one, 1: none. */
    void fellShort(BatchId batch, int queries) {
        widths.fellShort(batch, queries);
    }

    /** A scan of the batch answered so many queries of that form in that time. */
    void ran(BatchId batch, QuerySpec form, int queries, Duration duration) {
        widths.ran(batch, queries, duration);
        gain.ran(batch, queries, duration);
        paces.ran(batch, form, duration);
    }
}
