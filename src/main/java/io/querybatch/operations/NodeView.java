package io.querybatch.operations;

import io.querybatch.execution.ExecutionConfig;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A node as all of them know it: by what it last wrote into the store. */
@JsonbPropertyOrder({
    "id",
    "epoch",
    "state",
    "answering",
    "startedTime",
    "heartbeatAgeSeconds",
    "freeWorkers",
    "fullSources"
})
public record NodeView(
        String id,
        long epoch,
        String state,
        boolean answering,
        Instant startedTime,
        Double heartbeatAgeSeconds,
        int freeWorkers,
        List<String> fullSources) {

    /** After so many heartbeats that did not come something is wrong. */
    private static final int MISSED = 3;

    /** What its silence means. */
    public enum State {
        /** It writes regularly. */
        ALIVE,
        /** It has missed some heartbeats. */
        SILENT,
        /** It is taken for dead: others run its queries, or are about to. */
        LOST;

        /** The name in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(Duration silence, ExecutionConfig config) {
            if (silence.compareTo(config.nodeTimeout()) > 0) {
                return LOST;
            }
            return silence.compareTo(config.heartbeat().multipliedBy(MISSED)) > 0 ? SILENT : ALIVE;
        }
    }

    static NodeView of(NodeRow row, ExecutionConfig config, long answering) {
        return new NodeView(
                row.name(),
                row.epoch(),
                State.of(row.silence(), config).wireName(),
                row.epoch() == answering,
                row.started(),
                Seconds.of(row.silence()),
                row.freeWorkers(),
                row.fullSources());
    }
}
