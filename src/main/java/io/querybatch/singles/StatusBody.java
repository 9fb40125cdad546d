package io.querybatch.singles;

import io.querybatch.batches.QueryState;
import io.querybatch.http.Envelope;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/** {@code meta} of a run that has no rows to show yet (contract B §3.4). */
@JsonbPropertyOrder({"requestId", "scheduleId", "statusCode", "progress", "workflow"})
public record StatusBody(String requestId, String scheduleId, String statusCode, Ready progress, Workflow workflow) {

    /** Queries of the run: one, and whether it is ready. */
    @JsonbPropertyOrder({"queriesReady", "queriesTotal"})
    public record Ready(int queriesReady, int queriesTotal) {}

    /** Where the run's work is. */
    @JsonbPropertyOrder({"tasksScheduled", "tasksRunning"})
    public record Workflow(int tasksScheduled, int tasksRunning) {}

    static Envelope<StatusBody, List<Object>> of(RunQuestion question, QueryState state) {
        StatusBody meta = new StatusBody(
                question.requestId(),
                question.scheduleId(),
                state.name(),
                new Ready(state == QueryState.SUCCESS ? 1 : 0, 1),
                new Workflow(state == QueryState.QUEUED ? 1 : 0, state == QueryState.RUNNING ? 1 : 0));
        return new Envelope<>(meta, List.of());
    }
}
