package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.query.QuerySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long the scans of batches took lately, by what they ask: the next of the same form is expected to take as long. */
final class ScanPaces {

    /** What was measured so long ago says nothing. */
    private static final Duration STALE = Duration.ofMinutes(1);

    /** More forms of a batch are not told apart. */
    private static final int MOST_FORMS = 1_000;

    private final Clock clock;
    private final Map<BatchId, Pace> paces = new ConcurrentHashMap<>();

    ScanPaces(Clock clock) {
        this.clock = clock;
    }

    /** A scan took so long. */
    void ran(BatchId batch, QuerySpec form, Duration duration) {
        Instant now = clock.instant();
        Pace pace = paces.get(batch);
        if (pace == null) {
            paces.values().removeIf(old -> old.isStale(now));
            pace = paces.computeIfAbsent(batch, unknown -> new Pace(duration));
        }
        pace.ran(form, duration, now);
    }

    /** What the next scans of a batch are expected to cost. */
    ScanCosts of(BatchId batch) {
        Pace pace = paces.get(batch);
        return pace == null ? ScanCosts.UNKNOWN : pace;
    }

    /** What the quickest of them are expected to cost, in nanoseconds. */
    long least(BatchId batch) {
        Pace pace = paces.get(batch);
        return pace == null ? Course.BUDGET.toNanos() : pace.least();
    }

    /** Of one batch; a form that has not run yet is taken for the mean of all. */
    private static final class Pace implements ScanCosts {

        private final Map<QuerySpec, MovingMean> byForm = new HashMap<>();
        private MovingMean mean;
        private Instant at = Instant.MIN;

        /** Of a scan that took so long, and is yet to be told of. */
        private Pace(Duration first) {
            mean = MovingMean.of(null, first);
        }

        private synchronized void ran(QuerySpec form, Duration duration, Instant now) {
            mean = MovingMean.of(mean, duration);
            if (byForm.size() < MOST_FORMS || byForm.containsKey(form)) {
                byForm.compute(form, (same, before) -> MovingMean.of(before, duration));
            }
            at = now;
        }

        @Override
        public synchronized long nanos(QuerySpec form) {
            return byForm.getOrDefault(form, mean).nanos();
        }

        private synchronized long least() {
            return byForm.values().stream().mapToLong(MovingMean::nanos).min().orElse(mean.nanos());
        }

        private synchronized boolean isStale(Instant now) {
            return at.plus(STALE).isBefore(now);
        }
    }
}
