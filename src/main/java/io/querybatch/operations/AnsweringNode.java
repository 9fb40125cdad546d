package io.querybatch.operations;

import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.NodeStanding;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** The node that answers: what it alone knows of itself, as of now. */
@JsonbPropertyOrder({"id", "epoch", "version", "draining", "workers", "heartbeatSeconds", "timeoutSeconds"})
public record AnsweringNode(
        String id,
        long epoch,
        String version,
        boolean draining,
        Workers workers,
        Double heartbeatSeconds,
        Double timeoutSeconds) {

    /**
     * Its workers.
     *
     * @param all most queries, or slots, at once
     * @param reserved how many of them batches leave free
     * @param busy how many run something
     * @param busyWithBatches how many of these for batches
     */
    @JsonbPropertyOrder({"all", "reserved", "busy", "busyWithBatches"})
    public record Workers(int all, int reserved, int busy, int busyWithBatches) {}

    static AnsweringNode of(NodeStanding standing, ExecutionConfig config, String version) {
        return new AnsweringNode(
                config.nodeName(),
                standing.epoch(),
                version,
                standing.draining(),
                new Workers(config.workers(), config.reservedWorkers(), standing.busy(), standing.busyWithBatches()),
                Seconds.of(config.heartbeat()),
                Seconds.of(config.nodeTimeout()));
    }
}
