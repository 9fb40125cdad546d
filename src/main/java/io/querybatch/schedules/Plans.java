package io.querybatch.schedules;

import io.querybatch.batches.NewBatch;
import io.querybatch.query.RecurrenceId;
import io.querybatch.security.Caller;
import java.time.Instant;

/** Makes a batch of a submission. */
@FunctionalInterface
interface Plans {

    /** See {@link io.querybatch.batches.RecurringBatches#plan}. */
    NewBatch plan(String body, Caller owner, Instant moment, RecurrenceId recurrence);
}
