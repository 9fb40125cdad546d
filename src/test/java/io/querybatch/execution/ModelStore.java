package io.querybatch.execution;

import io.querybatch.audit.AuditEvent;
import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.ModelBatch.ModelQuery;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The execution store in memory, for simulations: {@link ExecutionStoreContract} holds that it does what the databases do.
 * Each method is one transaction; they come one after the other.
 */
final class ModelStore implements ExecutionStore {

    private static final int BATCHES_PER_TENANT = 16;
    private static final long REST_MILLIS = 60_000;
    private static final Comparator<ModelBatch> BY_ID = Comparator.comparing(batch -> batch.id.value());

    private final LongSupplier clock;
    private final AnswerKeys keys;
    private final Map<String, ResultKey> answers = new HashMap<>();
    private final Map<BatchId, ModelBatch> batches = new LinkedHashMap<>();
    private final TreeMap<Long, ModelNode> nodes = new TreeMap<>();
    private final Set<ModelBatch> touched = new HashSet<>();
    private long lastNode;

    /** {@code clock} is the database's: milliseconds. */
    ModelStore(LongSupplier clock, AnswerKeys keys) {
        this.clock = clock;
        this.keys = keys;
    }

    private static final class ModelNode {
        private final String name;
        private long heartbeat;
        private NodeLoad load = NodeLoad.NONE;

        private ModelNode(String name, long heartbeat) {
            this.name = name;
            this.heartbeat = heartbeat;
        }
    }

    synchronized void submit(Submission batch) {
        batches.put(batch.id(), touch(new ModelBatch(batch, clock.getAsLong())));
    }

    /** The batches that are kept, in the order of their submission. */
    synchronized Collection<ModelBatch> batches() {
        return batches.values();
    }

    synchronized ModelBatch batch(BatchId batch) {
        return batches.get(batch);
    }

    synchronized NodeLoad load(long node) {
        return nodes.get(node).load;
    }

    /** Batches that may have changed since this was last asked. */
    synchronized List<ModelBatch> takeTouched() {
        List<ModelBatch> taken = List.copyOf(touched);
        touched.clear();
        return taken;
    }

    synchronized void age(Duration time) {
        nodes.values().forEach(node -> node.heartbeat -= time.toMillis());
        batches.values().forEach(batch -> batch.age(time.toMillis()));
    }

    private ModelBatch touch(ModelBatch batch) {
        touched.add(batch);
        return batch;
    }

    /** Takes the next number of change. */
    private ModelBatch lock(BatchId id) {
        ModelBatch batch = batches.get(id);
        return batch == null ? null : touch(batch);
    }

    private List<ModelBatch> byId() {
        return batches.values().stream().sorted(BY_ID).toList();
    }

    @Override
    public synchronized long registerNode(String name) {
        nodes.values().stream().filter(node -> node.name.equals(name)).forEach(node -> node.heartbeat = 0);
        lastNode++;
        nodes.put(lastNode, new ModelNode(name, clock.getAsLong()));
        return lastNode;
    }

    @Override
    public synchronized boolean heartbeat(long node, NodeLoad load) {
        ModelNode known = nodes.get(node);
        if (known == null) {
            return false;
        }
        known.heartbeat = clock.getAsLong();
        known.load = load;
        return true;
    }

    @Override
    public synchronized Set<ResultKey> held(long node) {
        Set<ResultKey> held = new HashSet<>();
        for (ModelBatch batch : batches.values()) {
            batch.runningOn(node)
                    .forEach(query -> held.add(new ResultKey(new ScheduleId(batch.id, query.n), query.fence)));
        }
        return held;
    }

    @Override
    public synchronized int handBack(long node, Set<ResultKey> attempts) {
        int given = 0;
        for (ResultKey attempt : attempts) {
            ModelBatch batch = lock(attempt.query().batch());
            if (batch != null
                    && batch.isRunning(attempt)
                    && batch.query(attempt.query().n()).node == node) {
                release(batch, batch.query(attempt.query().n()), 1, "never_started");
                given++;
            }
        }
        return given;
    }

    @Override
    public synchronized void retireNode(long node) {
        byId().forEach(batch ->
                batch.runningOn(node).forEach(query -> release(lock(batch.id), query, 1, "kill_unconfirmed")));
        nodes.remove(node);
    }

    @Override
    public synchronized int recover(Duration silence, int maxAttempts) {
        long deadSince = clock.getAsLong() - silence.toSeconds() * 1000;
        List<Long> dead = new ArrayList<>();
        nodes.forEach((node, state) -> {
            if (state.heartbeat < deadSince) {
                dead.add(node);
            }
        });
        int taken = 0;
        for (long node : dead) {
            for (ModelBatch batch : byId()) {
                for (ModelQuery query : batch.runningOn(node)) {
                    recover(lock(batch.id), query, maxAttempts);
                    taken++;
                }
            }
            nodes.remove(node);
        }
        return taken;
    }

    private void recover(ModelBatch batch, ModelQuery query, int maxAttempts) {
        if (batch.stopReason == null && query.attempt >= maxAttempts) {
            batch.change++;
            batch.fail(query, ErrorCode.QUERY_INTERNAL_ERROR, null);
            batch.endIfDone(clock.getAsLong());
        } else {
            release(batch, query, 0, "kill_unconfirmed");
        }
    }

    /** Requeues a running query, or fails it when its batch was stopped. */
    private void release(ModelBatch batch, ModelQuery query, int refund, String cancelProof) {
        batch.change++;
        if (batch.stopReason == null) {
            query.attempt -= refund;
            batch.requeue(query, null);
        } else {
            batch.fail(query, batch.stopReason.code(), cancelProof);
        }
        batch.endIfDone(clock.getAsLong());
    }

    @Override
    public synchronized List<Candidate> candidates() {
        Map<String, Integer> places = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (boolean interactive : new boolean[] {true, false}) {
            for (ModelBatch batch : batches.values()) {
                int head = batch.interactive == interactive ? batch.head(clock.getAsLong()) : 0;
                if (head > 0 && places.merge(batch.tenant, 1, Integer::sum) <= BATCHES_PER_TENANT) {
                    candidates.add(new Candidate(
                            batch.id,
                            batch.tenant,
                            tenantRunning(batch.tenant),
                            interactive,
                            batch.free(),
                            batch.dataSource(head)));
                }
            }
        }
        return candidates;
    }

    /** The data source of the next query of a batch that may start, or null. */
    synchronized String nextSource(ModelBatch batch) {
        int head = batch.head(clock.getAsLong());
        return head == 0 ? null : batch.dataSource(head);
    }

    /** Queries of a tenant that are running. */
    synchronized int tenantRunning(String tenant) {
        int running = 0;
        for (ModelBatch batch : batches.values()) {
            running += batch.tenant.equals(tenant) ? batch.scans() : 0;
        }
        return running;
    }

    @Override
    public synchronized List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        List<Claim> claims = new ArrayList<>();
        if (!nodes.containsKey(node)) {
            return claims;
        }
        ModelAnswers known = new ModelAnswers(keys, answers, this::answer);
        for (Grant grant : grants.stream()
                .sorted(Comparator.comparing(grant -> grant.batch().value()))
                .toList()) {
            int room = tenantConcurrency - tenantRunning(grant.tenant());
            ModelBatch batch = lock(grant.batch());
            if (batch != null) {
                claims.addAll(batch.claim(node, grant.atMost(room), clock.getAsLong(), known));
            }
        }
        return claims;
    }

    @Override
    public synchronized Map<String, KnownAnswer> answers(Collection<String> wanted) {
        Map<String, KnownAnswer> found = new HashMap<>();
        for (String key : wanted) {
            KnownAnswer answer = answers.containsKey(key) ? answer(answers.get(key)) : null;
            if (answer != null) {
                found.put(key, answer);
            }
        }
        return found;
    }

    /** The answer that an attempt has given or is going to give, or null. */
    private KnownAnswer answer(ResultKey attempt) {
        ModelBatch batch = batches.get(attempt.query().batch());
        ModelQuery query = batch == null ? null : batch.query(attempt.query().n());
        if (query == null || query.fence != attempt.fence() || batch.resultsDeleted != null) {
            return null;
        }
        boolean ready = query.state.equals("SUCCESS");
        boolean coming = query.state.equals("RUNNING") && batch.stopReason == null;
        return ready || coming ? new KnownAnswer(attempt, query.lead, Instant.ofEpochMilli(query.asOf), ready) : null;
    }

    @Override
    public synchronized Set<ResultKey> publish(List<Completion> completions) {
        Set<ResultKey> late = new HashSet<>();
        for (Completion completion : completions) {
            ResultKey key = completion.claim().resultKey();
            ModelBatch batch = lock(key.query().batch());
            if (batch != null && batch.isRunning(key)) {
                batch.change++;
                record(batch, batch.query(key.query().n()), completion.outcome());
                batch.endIfDone(clock.getAsLong());
            } else if (batch == null || !isPublished(batch.query(key.query().n()), completion)) {
                late.add(key);
            }
        }
        return late;
    }

    private void record(ModelBatch batch, ModelQuery query, Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded) {
            batch.succeed(query);
        } else if (outcome instanceof Outcome.Failed failed) {
            batch.fail(
                    query,
                    failed.failure().code(),
                    failed.cancel() == null ? null : failed.cancel().wireName());
        } else if (outcome instanceof Outcome.Returned) {
            giveBack(batch, query);
        } else if (outcome instanceof Outcome.Postponed postponed) {
            if (batch.stopReason == null) {
                batch.requeue(query, clock.getAsLong() + postponed.delay().toMillis());
            } else {
                batch.fail(query, postponed.failure().code(), null);
            }
        }
    }

    private void giveBack(ModelBatch batch, ModelQuery query) {
        if (batch.stopReason == null) {
            query.attempt--;
            batch.requeue(query, clock.getAsLong());
        } else {
            batch.fail(query, batch.stopReason.code(), "never_started");
        }
    }

    private static boolean isPublished(ModelQuery query, Completion completion) {
        return query != null
                && query.fence == completion.claim().fence()
                && (query.state.equals("SUCCESS")
                        || (query.ended && !(completion.outcome() instanceof Outcome.Succeeded)));
    }

    @Override
    public void cancel(BatchId batch, AuditEvent by) {
        stop(batch, StopReason.CANCELLED);
    }

    @Override
    public synchronized void stop(BatchId id, StopReason reason) {
        ModelBatch batch = lock(id);
        if (batch != null && batch.isActive() && batch.stopReason == null) {
            batch.stop(reason, clock.getAsLong());
        }
    }

    @Override
    public synchronized List<BatchId> stopOverdue() {
        long now = clock.getAsLong();
        List<BatchId> overdue = new ArrayList<>();
        for (ModelBatch batch : batches.values()) {
            if (batch.state.equals("RUNNING") && batch.stopReason == null && batch.deadline < now) {
                overdue.add(batch.id);
            }
        }
        overdue.forEach(batch -> stop(batch, StopReason.TIMED_OUT));
        return overdue;
    }

    @Override
    public synchronized List<StoppedBatch> stopsToDeliver(long node) {
        List<StoppedBatch> stops = new ArrayList<>();
        for (ModelBatch batch : batches.values()) {
            if (batch.stopReason != null && !batch.runningOn(node).isEmpty()) {
                stops.add(new StoppedBatch(batch.id, batch.stopReason));
            }
        }
        return stops;
    }

    @Override
    public synchronized List<BatchId> expired(int limit) {
        long now = clock.getAsLong();
        return batches.values().stream()
                .filter(batch -> batch.expires != null && batch.expires < now)
                .sorted(Comparator.comparing(batch -> batch.expires))
                .limit(limit)
                .map(batch -> batch.id)
                .toList();
    }

    @Override
    public synchronized void remove(BatchId batch) {
        batches.remove(batch);
    }

    @Override
    public synchronized List<EndedBatch> unswept(int limit) {
        long now = clock.getAsLong();
        return batches.values().stream()
                .filter(batch -> !batch.isActive() && !batch.swept && restsSince(batch) < now)
                .limit(limit)
                .map(batch -> new EndedBatch(batch.id, batch.resultsDeleted != null))
                .toList();
    }

    private static long restsSince(ModelBatch batch) {
        return batch.resultsDeleted == null ? batch.endTime + REST_MILLIS : batch.resultsDeleted;
    }

    @Override
    public synchronized void swept(BatchId id) {
        ModelBatch batch = batches.get(id);
        if (batch != null) {
            batch.swept = true;
        }
    }

    @Override
    public synchronized List<ResultKey> unpublished(BatchId id, Collection<ResultKey> keys) {
        ModelBatch batch = batches.get(id);
        return keys.stream()
                .filter(key ->
                        batch == null || !isSuccess(batch.query(key.query().n()), key))
                .toList();
    }

    @Override
    public synchronized List<ResultKey> unusedPacks(BatchId id, Collection<ResultKey> leads) {
        ModelBatch batch = batches.get(id);
        return leads.stream()
                .filter(lead -> batch == null
                        || batch.claimed()
                                .noneMatch(query -> query.lead == lead.query().n() && isSuccess(query, lead)))
                .toList();
    }

    private static boolean isSuccess(ModelQuery query, ResultKey key) {
        return query != null && query.state.equals("SUCCESS") && query.fence == key.fence();
    }

    @Override
    public synchronized List<BatchId> unknown(Collection<BatchId> ids) {
        return ids.stream().filter(id -> !batches.containsKey(id)).toList();
    }
}
