package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.query.QuerySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * How much one slot may be for: how many queries by one scan, and how many scans one after the other.
 *
 * <p>After a shared scan of a batch has failed, its queries run one by one for a while: the next one would most likely fail, too,
 * and take its time for it. After one that was too large fewer share the next ones. A slot is for several scans when those of the batch were quick: what a claim, a wait for the
 * disk and an outcome cost is then more than the queries themselves.
 */
final class StintSizes {

    private static final Duration APART = Duration.ofMinutes(1);

    /** The size of results does not pass, as failures may. */
    private static final Duration NARROW = Duration.ofMinutes(10);

    private final ToIntFunction<String> bySource;
    private final int mostScans;
    private final Clock clock;
    private final SharingGain gain;
    private final Map<BatchId, Narrowed> narrowed = new ConcurrentHashMap<>();
    private final ScanPaces paces;

    /** So many queries at most share a scan for a while. */
    private record Narrowed(int width, Instant until) {

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    /**
     * Nothing was measured yet.
     *
     * @param bySource the width that a data source allows
     * @param mostScans most scans of one slot
     */
    StintSizes(ToIntFunction<String> bySource, int mostScans, Clock clock) {
        this.mostScans = mostScans;
        this.bySource = bySource;
        this.clock = clock;
        this.gain = new SharingGain(clock);
        this.paces = new ScanPaces(clock);
    }

    Grant of(Grant grant) {
        int width = gain.isExpected(grant.batch())
                ? Math.min(bySource.applyAsInt(grant.dataSource()), narrowed(grant.batch()))
                : 1;
        return grant.sized(width, depth(grant.batch())).costing(paces.of(grant.batch()));
    }

    private int narrowed(BatchId batch) {
        Narrowed found = narrowed.get(batch);
        return found == null || found.isOver(clock.instant()) ? Integer.MAX_VALUE : found.width();
    }

    /** No more scans fit into a slot than of the quickest. */
    private int depth(BatchId batch) {
        long fit = Course.BUDGET.toNanos() / Math.max(1, paces.least(batch));
        return (int) Math.max(1, Math.min(mostScans, fit));
    }

    /** A shared scan of the batch failed, or was too large; so many queries had better share the next one, 1: none. */
    void fellShort(BatchId batch, int queries) {
        Instant now = clock.instant();
        narrowed.values().removeIf(found -> found.isOver(now));
        Narrowed narrow = new Narrowed(queries, now.plus(queries == 1 ? APART : NARROW));
        narrowed.merge(batch, narrow, (before, next) -> before.width() < next.width() ? before : next);
    }

    /** A scan of the batch answered so many queries of that form in that time. */
    void ran(BatchId batch, QuerySpec form, int queries, Duration duration) {
        gain.ran(batch, queries, duration);
        paces.ran(batch, form, duration);
    }
}
