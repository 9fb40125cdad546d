package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * How many queries one scan may answer. After a shared scan of a batch has failed, its queries run one by one for a while: the
 * next one would most likely fail, too, and take its time for it.
 */
final class ScanWidths {

    private static final Duration APART = Duration.ofMinutes(1);

    private final ToIntFunction<String> bySource;
    private final Clock clock;
    private final Map<BatchId, Instant> apartUntil = new ConcurrentHashMap<>();

    /** {@code bySource} is the width that a data source allows. */
    ScanWidths(ToIntFunction<String> bySource, Clock clock) {
        this.bySource = bySource;
        this.clock = clock;
    }

    Grant of(Grant grant) {
        Instant until = apartUntil.get(grant.batch());
        boolean apart = until != null && clock.instant().isBefore(until);
        return grant.ofWidth(apart ? 1 : bySource.applyAsInt(grant.dataSource()));
    }

    /** A shared scan of the batch failed. */
    void failed(BatchId batch) {
        Instant now = clock.instant();
        apartUntil.values().removeIf(until -> !now.isBefore(until));
        apartUntil.put(batch, now.plus(APART));
    }
}
