package io.querybatch.schedules;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Duration;
import java.time.Instant;

/** What was made of a due time, on the wire. */
@JsonbPropertyOrder({"type", "outcome", "dueTime", "runTime", "lateSeconds", "missed", "batchId", "errorInfo"})
public record ScheduleRunView(
        @JsonbProperty("@type") String type,
        String outcome,
        @JsonbProperty(nillable = true) Instant dueTime,
        Instant runTime,
        @JsonbProperty(nillable = true) Long lateSeconds,
        int missed,
        @JsonbProperty(nillable = true) String batchId,
        ErrorInfo errorInfo) {

    /** Why there is no batch. */
    @JsonbPropertyOrder({"status", "code", "message", "description"})
    public record ErrorInfo(int status, String code, String message, String description) {}

    static ScheduleRunView of(ScheduleRun run) {
        return new ScheduleRunView(
                "schedule_run",
                run.outcome().wireName(),
                run.due(),
                run.ran(),
                run.due() == null
                        ? null
                        : Math.max(0, Duration.between(run.due(), run.ran()).toSeconds()),
                run.missed(),
                run.batch() == null ? null : run.batch().value(),
                run.error() == null ? null : errorInfo(run.error()));
    }

    private static ErrorInfo errorInfo(RunError error) {
        return new ErrorInfo(
                error.code().status(), error.code().name(), error.code().message(), error.description());
    }
}
