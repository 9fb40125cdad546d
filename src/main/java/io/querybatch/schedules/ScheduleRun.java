package io.querybatch.schedules;

import io.querybatch.query.BatchId;
import java.time.Instant;

/**
 * What was made of a due time.
 *
 * @param outcome what it was
 * @param due the due time; null when somebody asked for the run
 * @param ran when it was decided
 * @param missed earlier due times that came to nothing since the run before
 * @param batch the batch, or null; it may be past its retention
 * @param error why there is none, or null
 */
public record ScheduleRun(RunOutcome outcome, Instant due, Instant ran, int missed, BatchId batch, RunError error) {}
