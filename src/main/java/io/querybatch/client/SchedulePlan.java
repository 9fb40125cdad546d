package io.querybatch.client;

import java.time.Instant;
import java.util.List;

/**
 * What a schedule would be that was not made, or not changed.
 *
 * @param accepted whether it would be accepted as it is
 * @param paused whether it would not be due before it is resumed
 * @param nextRuns its next five due times, were it not paused
 * @param items entries of {@code queries} in its batch
 * @param batch what the first of these runs would come to
 * @param errors everything that it would be refused for
 */
public record SchedulePlan(
        boolean accepted,
        String cron,
        String timezone,
        boolean paused,
        List<PlannedRun> nextRuns,
        int items,
        BatchPlan batch,
        List<BatchPlan.Finding> errors) {

    /** A due time, and the same as the clocks of the schedule show it, with their offset. */
    public record PlannedRun(Instant runTime, String localTime) {}
}
