package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the queries of a batch gain by sharing scans. Almost always they do; but an engine that finds each query's rows by an
 * index may read everything to answer many at once. So both ways are measured: when a shared scan takes long for each of its
 * queries, the next ones run one by one, and what is quicker goes on. What was learnt is forgotten after a while.
 */
final class SharingGain {

    /** A query that takes less than that in a shared scan costs less than to claim it and to keep its result. */
    private static final Duration CHEAP = Duration.ofMillis(10);

    private static final Duration STALE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<BatchId, Pace> shared = new ConcurrentHashMap<>();
    private final Map<BatchId, Pace> alone = new ConcurrentHashMap<>();

    /** How long a query takes, and when that was first measured. */
    private record Pace(MovingMean mean, Instant since) {

        Pace and(Duration more) {
            return new Pace(MovingMean.of(mean, more), since);
        }

        long nanos() {
            return mean.nanos();
        }

        boolean isStale(Instant now) {
            return !now.isBefore(since.plus(STALE));
        }
    }

    SharingGain(Clock clock) {
        this.clock = clock;
    }

    /** A scan of the batch answered so many queries in that time. */
    void ran(BatchId batch, int queries, Duration duration) {
        Map<BatchId, Pace> paces = queries > 1 ? shared : alone;
        Instant now = clock.instant();
        if (!paces.containsKey(batch)) {
            paces.values().removeIf(pace -> pace.isStale(now));
        }
        Duration each = duration.dividedBy(queries);
        // Two at the same time may lose one measurement, which matters to nobody.
        Pace before = paces.get(batch);
        paces.put(
                batch,
                before == null || before.isStale(now) ? new Pace(MovingMean.of(null, each), now) : before.and(each));
    }

    /** Whether the next queries of the batch should share scans. */
    boolean isExpected(BatchId batch) {
        Pace together = fresh(shared, batch);
        if (together == null || together.nanos() <= CHEAP.toNanos()) {
            return true;
        }
        Pace apart = fresh(alone, batch);
        return apart != null && together.nanos() <= apart.nanos();
    }

    private Pace fresh(Map<BatchId, Pace> paces, BatchId batch) {
        Pace pace = paces.get(batch);
        return pace == null || pace.isStale(clock.instant()) ? null : pace;
    }
}
