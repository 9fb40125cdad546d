package io.querybatch.schedules;

import io.querybatch.batches.BatchPlanView;
import io.querybatch.batches.RecurringBatches.DryRun;
import io.querybatch.errors.Violation;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What a schedule would be that was not made, or not changed ({@code dry_run}).
 *
 * @param accepted whether it would be accepted as it is
 * @param paused whether it would be paused, and not be due before it is resumed
 * @param nextRuns when it would be due next, were it not paused
 * @param items entries of {@code queries} in its batch
 * @param batch what the first of these runs would come to; may be refused then and not now, and the other way round
 * @param errors everything that it would be refused for
 */
@JsonbPropertyOrder({"type", "accepted", "cron", "timezone", "paused", "nextRuns", "items", "batch", "errors"})
public record SchedulePlanView(
        @JsonbProperty("@type") String type,
        boolean accepted,
        String cron,
        String timezone,
        boolean paused,
        List<PlannedRun> nextRuns,
        int items,
        BatchPlanView batch,
        List<BatchPlanView.Finding> errors) {

    /**
     * A due time.
     *
     * @param runTime when it is
     * @param localTime the same by the clocks of the schedule
     */
    @JsonbPropertyOrder({"runTime", "localTime"})
    public record PlannedRun(Instant runTime, String localTime) {

        private static final DateTimeFormatter LOCAL =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

        static PlannedRun of(Instant time, ZoneId zone) {
            return new PlannedRun(time, LOCAL.format(time.atZone(zone)));
        }
    }

    static SchedulePlanView of(Terms terms, List<Instant> next, DryRun batch, List<Violation> violations) {
        ZoneId zone = terms.timing().zone();
        return new SchedulePlanView(
                "query_schedule_plan",
                violations.isEmpty(),
                terms.cron(),
                terms.timezone(),
                terms.paused(),
                next.stream().map(time -> PlannedRun.of(time, zone)).toList(),
                batch.items(),
                batch.plan(),
                violations.stream().map(BatchPlanView.Finding::of).toList());
    }
}
