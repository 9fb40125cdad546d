package io.querybatch.metrics;

import io.querybatch.audit.AuditEvent;
import io.querybatch.execution.BatchEnds;
import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.Outcome;
import io.querybatch.execution.StopReason;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store of which every claim and outcome is counted; all else goes through. */
public final class MeteredStore implements ExecutionStore {

    private final ExecutionStore store;
    private final ExecutionMeters meters;
    private final PublishedResults results;

    /** Counts what goes to and comes from {@code store}, and tells of results. */
    public MeteredStore(ExecutionStore store, ExecutionMeters meters, PublishedResults results) {
        this.store = store;
        this.meters = meters;
        this.results = results;
    }

    @Override
    public long registerNode(String name) {
        return store.registerNode(name);
    }

    @Override
    public boolean heartbeat(long node, NodeLoad load) {
        meters.load(load);
        boolean alive = store.heartbeat(node, load);
        if (!alive) {
            meters.nodeLost();
        }
        return alive;
    }

    @Override
    public List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        List<Claim> claims = meters.timeClaim(() -> store.claim(node, grants, tenantConcurrency));
        meters.claimed(claims);
        return claims;
    }

    @Override
    public Set<ResultKey> publish(List<Completion> completions) {
        Set<ResultKey> late = meters.timePublication(() -> store.publish(completions));
        meters.published(completions, late);
        completions.stream()
                .filter(completion -> !late.contains(completion.claim().resultKey()))
                .forEach(this::tell);
        return late;
    }

    private void tell(Completion completion) {
        if (completion.outcome() instanceof Outcome.Succeeded success) {
            results.published(completion.claim().tenant(), success.result());
        }
    }

    @Override
    public int handBack(long node, Set<ResultKey> attempts) {
        int given = store.handBack(node, attempts);
        meters.handedBack(attempts, given);
        return given;
    }

    @Override
    public int recover(Duration silence, int maxAttempts) {
        int lost = store.recover(silence, maxAttempts);
        meters.recovered(lost);
        return lost;
    }

    @Override
    public Set<ResultKey> held(long node) {
        return store.held(node);
    }

    @Override
    public void retireNode(long node) {
        store.retireNode(node);
    }

    @Override
    public List<Candidate> candidates() {
        return store.candidates();
    }

    @Override
    public Map<String, KnownAnswer> answers(Collection<String> keys) {
        return store.answers(keys);
    }

    @Override
    public void stop(BatchId batch, StopReason reason) {
        store.stop(batch, reason);
    }

    @Override
    public void cancel(BatchId batch, AuditEvent by) {
        store.cancel(batch, by);
    }

    @Override
    public List<BatchId> stopOverdue() {
        return store.stopOverdue();
    }

    @Override
    public List<StoppedBatch> stopsToDeliver(long node) {
        return store.stopsToDeliver(node);
    }

    @Override
    public List<BatchId> expired(int limit) {
        return store.expired(limit);
    }

    @Override
    public void remove(BatchId batch) {
        store.remove(batch);
    }

    @Override
    public void forgetAnswers() {
        store.forgetAnswers();
    }

    @Override
    public List<EndedBatch> unswept(int limit) {
        return store.unswept(limit);
    }

    @Override
    public void swept(BatchId batch) {
        store.swept(batch);
    }

    @Override
    public List<ResultKey> unpublished(BatchId batch, Collection<ResultKey> keys) {
        return store.unpublished(batch, keys);
    }

    @Override
    public List<ResultKey> unusedPacks(BatchId batch, Collection<ResultKey> leads) {
        return store.unusedPacks(batch, leads);
    }

    @Override
    public List<BatchId> unknown(Collection<BatchId> batches) {
        return store.unknown(batches);
    }

    @Override
    public void tellEnds(BatchEnds ends) {
        store.tellEnds(ends);
    }

    @Override
    public void close() {
        store.close();
    }
}
