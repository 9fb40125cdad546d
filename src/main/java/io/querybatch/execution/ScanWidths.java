package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many queries of a batch should share its next scan. Not many at first, for nobody knows how large their results are; twice as
 * many after each scan that was quick, half as many after one that was slow; and fewer for a while after one that was too large or
 * failed.
 */
final class ScanWidths {

    /** So many share the first scans of a batch. */
    static final int FIRST = 500;

    /** Twice as much would still fit into a stint. */
    private static final Duration QUICK = Course.BUDGET.dividedBy(2);

    private static final Duration SLOW = Course.BUDGET.multipliedBy(2);

    private static final Duration APART = Duration.ofMinutes(1);

    /** The size of results does not pass, nor what only wide scans fail for; other failures may. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<BatchId, Width> widths = new ConcurrentHashMap<>();

    /** What was learnt of a batch; {@code bound} if a scan of more came to nothing. */
    private record Width(int queries, boolean bound, Instant until) {

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    /** Nothing was learnt yet. */
    ScanWidths(Clock clock) {
        this.clock = clock;
    }

    /** Most queries for the next scan of a batch. */
    int of(BatchId batch) {
        Width found = widths.get(batch);
        return found == null || found.isOver(clock.instant()) ? FIRST : found.queries();
    }

    /** A scan gave so many queries their results in that time. */
    void ran(BatchId batch, int queries, Duration duration) {
        if (queries >= FIRST) {
            forgetOld();
            widths.compute(batch, (same, before) -> next(before, queries, duration));
        }
    }

    /** Only one that was as wide as it might says that the next may be wider; a slow one makes it narrower, however wide it was. */
    private Width next(Width before, int queries, Duration duration) {
        if (before != null && before.bound()) {
            return before;
        }
        int width = before == null ? FIRST : before.queries();
        if (duration.compareTo(SLOW) > 0) {
            width = Math.min(width, Math.max(FIRST, queries / 2));
        } else if (duration.compareTo(QUICK) < 0 && queries >= width) {
            width = 2 * queries;
        }
        return new Width(width, false, clock.instant().plus(REMEMBERED));
    }

    /** A scan failed, or was too large; so many had better share the next one, 1: none. */
    void fellShort(BatchId batch, int queries) {
        forgetOld();
        Width narrow = new Width(queries, true, clock.instant().plus(queries == 1 ? APART : REMEMBERED));
        widths.merge(
                batch, narrow, (before, next) -> before.bound() && before.queries() < next.queries() ? before : next);
    }

    private void forgetOld() {
        Instant now = clock.instant();
        widths.values().removeIf(old -> old.isOver(now));
    }
}
