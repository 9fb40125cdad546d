package io.querybatch.schedules;

import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.List;

/** A store, and what only a test may do with it. */
public interface ScheduleStoreUnderTest {

    ScheduleStore store();

    /** The batches that were stored with runs, in any order. */
    List<BatchId> batches();

    /** As if so much time had passed. */
    void passTime(Duration time);
}
