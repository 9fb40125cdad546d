package io.querybatch.execution;

import io.querybatch.audit.AuditEvent;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps outcomes and held attempts in memory and gives out what it is told to; the rest of a store it has not. */
final class FakeExecutionStore implements ExecutionStore {

    /** Every group that was recorded, in order. */
    final List<List<Completion>> groups = Collections.synchronizedList(new ArrayList<>());

    /** Calls of {@link #publish}, also those that failed. */
    final AtomicInteger calls = new AtomicInteger();

    /** What the node holds. */
    final Set<ResultKey> held = new HashSet<>();

    /** All that was handed back, in order. */
    final List<ResultKey> handedBack = new ArrayList<>();

    /** What waits. */
    final List<Candidate> candidates = new ArrayList<>();

    /** What the next calls of {@link #claim} get; when there are no more, others are always faster. */
    final Deque<List<Claim>> claims = new ArrayDeque<>();

    private final AtomicInteger failures = new AtomicInteger();
    private final Set<ResultKey> taken = Collections.synchronizedSet(new HashSet<>());

    /** The next so many calls fail. */
    void failNext(int times) {
        failures.set(times);
    }

    /** The query of that key is somebody else's by now. */
    void take(ResultKey key) {
        taken.add(key);
    }

    /** All that was recorded and not late. */
    List<Completion> recorded() {
        return groups.stream()
                .flatMap(List::stream)
                .filter(completion -> !taken.contains(completion.claim().resultKey()))
                .toList();
    }

    @Override
    public Set<ResultKey> publish(List<Completion> completions) {
        calls.incrementAndGet();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the store is away");
        }
        groups.add(List.copyOf(completions));
        Set<ResultKey> late = new HashSet<>();
        completions.forEach(completion -> late.add(completion.claim().resultKey()));
        late.retainAll(taken);
        return late;
    }

    @Override
    public long registerNode(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean heartbeat(long node, NodeLoad load) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ResultKey> held(long node) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the store is away");
        }
        return Set.copyOf(held);
    }

    @Override
    public int handBack(long node, Set<ResultKey> attempts) {
        handedBack.addAll(attempts);
        held.removeAll(attempts);
        return attempts.size();
    }

    @Override
    public void retireNode(long node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Candidate> candidates() {
        return List.copyOf(candidates);
    }

    @Override
    public Map<String, KnownAnswer> answers(Collection<String> keys) {
        return Map.of();
    }

    @Override
    public List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        return claims.isEmpty() ? List.of() : claims.remove();
    }

    @Override
    public void cancel(BatchId batch, AuditEvent by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(BatchId batch, StopReason reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<BatchId> stopOverdue() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StoppedBatch> stopsToDeliver(long node) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int recover(Duration silence, int maxAttempts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<BatchId> expired(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(BatchId batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EndedBatch> unswept(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void swept(BatchId batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ResultKey> unusedPacks(BatchId batch, Collection<ResultKey> leads) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ResultKey> unpublished(BatchId batch, Collection<ResultKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<BatchId> unknown(Collection<BatchId> batches) {
        throw new UnsupportedOperationException();
    }
}
