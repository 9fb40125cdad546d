package io.querybatch.schedules;

import io.querybatch.batches.RecurringBatches.DryRun;
import io.querybatch.security.Caller;
import java.time.Instant;

/** Says what a submission would come to. */
@FunctionalInterface
interface Forecasts {

    /** See {@link io.querybatch.batches.RecurringBatches#dryRun}. */
    DryRun forecast(String body, Caller owner, Instant moment);
}
