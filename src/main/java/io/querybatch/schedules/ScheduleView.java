package io.querybatch.schedules;

import io.querybatch.batches.Href;
import io.querybatch.http.Links;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;

/** A schedule on the wire. In lists it has neither its batch, which may be large, nor more than its next run. */
@JsonbPropertyOrder({
    "type",
    "recurrenceId",
    "description",
    "tenant",
    "cron",
    "timezone",
    "paused",
    "missedRuns",
    "overlap",
    "createdTime",
    "changedTime",
    "lastDueTime",
    "lastBatchId",
    "nextRunTime",
    "nextRuns",
    "batch",
    "links"
})
public record ScheduleView(
        @JsonbProperty("@type") String type,
        String recurrenceId,
        String description,
        String tenant,
        String cron,
        String timezone,
        boolean paused,
        String missedRuns,
        String overlap,
        Instant createdTime,
        Instant changedTime,
        @JsonbProperty(nillable = true) Instant lastDueTime,
        @JsonbProperty(nillable = true) String lastBatchId,
        @JsonbProperty(nillable = true) Instant nextRunTime,
        List<Instant> nextRuns,
        JsonValue batch,
        ScheduleLinks links) {

    /** Where more about the schedule is. */
    @JsonbPropertyOrder({"self", "runs"})
    public record ScheduleLinks(Href self, Href runs) {}

    /**
     * What is told of a schedule.
     *
     * @param nextRuns its next runs, or null to leave them out
     * @param batch its batch, or null to leave it out
     */
    static ScheduleView of(Schedule schedule, List<Instant> nextRuns, JsonValue batch, Links links) {
        Terms terms = schedule.terms();
        Schedule.Standing standing = schedule.standing();
        String self = "/query/schedule/" + schedule.id();
        return new ScheduleView(
                "query_schedule",
                schedule.id().value(),
                terms.description(),
                schedule.tenant(),
                terms.cron(),
                terms.timezone(),
                terms.paused(),
                terms.missedRuns().wireName(),
                terms.overlap().wireName(),
                standing.created(),
                standing.changed(),
                standing.lastDue(),
                standing.lastBatch() == null ? null : standing.lastBatch().value(),
                standing.nextDue(),
                nextRuns,
                batch,
                new ScheduleLinks(new Href(links.to(self)), new Href(links.to(self + "/runs"))));
    }
}
