package io.querybatch.operations;

import io.querybatch.connectors.PoolUse;
import io.querybatch.execution.NodeStanding.SourceStanding;
import io.querybatch.execution.SourceHealth;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** A data source as the answering node sees it; others may see it otherwise. */
@JsonbPropertyOrder({"available", "slots", "cap", "breaker", "retries", "lastFailure", "pool"})
public record SourceHere(
        boolean available, int slots, int cap, Breaker breaker, Retries retries, LastFailure lastFailure, Pool pool) {

    /** Whether the source is asked, and since when that is so. */
    @JsonbPropertyOrder({"state", "sinceSeconds", "untilTrialSeconds"})
    public record Breaker(String state, Double sinceSeconds, Double untilTrialSeconds) {}

    /** Queries that may run again at once. */
    @JsonbPropertyOrder({"left", "most"})
    public record Retries(long left, long most) {}

    /** The last failure that tells of the source. */
    @JsonbPropertyOrder({"code", "ageSeconds"})
    public record LastFailure(String code, Double ageSeconds) {}

    /** Its connections. */
    @JsonbPropertyOrder({"busy", "idle", "most", "waiting"})
    public record Pool(int busy, int idle, int most, int waiting) {

        static Pool of(PoolUse use) {
            return use == null ? null : new Pool(use.busy(), use.idle(), use.most(), use.waiting());
        }
    }

    static SourceHere of(KnownSource source, SourceStanding standing) {
        SourceHealth health = standing.health();
        SourceHealth.LastFailure failure = health.lastFailure();
        return new SourceHere(
                source.available(),
                standing.running(),
                standing.concurrency(),
                new Breaker(health.breaker().wireName(), Seconds.of(health.since()), Seconds.of(health.untilTrial())),
                new Retries(health.retriesLeft(), health.mostRetries()),
                failure == null ? null : new LastFailure(failure.code().name(), Seconds.of(failure.age())),
                Pool.of(source.pool()));
    }
}
