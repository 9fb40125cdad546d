package io.querybatch.schedules;

import io.querybatch.batches.IdempotencyKey;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store, and what only a test may do with it. */
public interface ScheduleStoreUnderTest {

    ScheduleStore store();

    /** The batches that were stored with runs, in any order. */
    List<BatchId> batches();

    /** A tenant's key of the last day. */
    Optional<IdempotencyKey.Kept> key(String tenant, String text);

    /** As if so much time had passed. */
    void passTime(Duration time);
}
