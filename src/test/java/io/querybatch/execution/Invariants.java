package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.ModelBatch.ModelQuery;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be true whatever happens. Knows what the attempts really did, and remembers all that ever ended. */
final class Invariants {

    private final Scenario scenario;
    private final ModelStore store;
    private final ModelResults results;
    private final Fairness fairness;
    private final Map<ResultKey, Outcome> really = new HashMap<>();
    private final Map<ScheduleId, Long> latestFence = new HashMap<>();
    private final Map<BatchId, Integer> startedUpTo = new HashMap<>();
    private final Map<ScheduleId, Ending> endings = new HashMap<>();
    private int reused;

    Invariants(Scenario scenario, ModelStore store, ModelResults results) {
        this.scenario = scenario;
        this.store = store;
        this.results = results;
        this.fairness = new Fairness(scenario, store);
    }

    /** Attempts of servers that died when the batch had long ended: nobody looks again before it is forgotten. */
    private final Set<ResultKey> leftBehind = new HashSet<>();

    /** How a query ended. */
    private record Ending(String state, long fence, int attempt, ErrorCode error, String cancelProof) {}

    private static void require(boolean holds, String rule, Object about) {
        if (!holds) {
            throw new AssertionError(rule + ": " + about);
        }
    }

    /** The store has given these away, whether or not anybody heard of it. */
    void claimed(List<Claim> claims) {
        fairness.claimed(claims);
        for (Claim claim : claims) {
            ScheduleId query = claim.query();
            ModelBatch batch = store.batch(query.batch());
            require(
                    batch.stopReason == null && !batch.paused,
                    "nothing new starts of a stopped or paused batch",
                    query);
            require(claim.attempt() <= scenario.config().maxAttempts(), "attempts have a bound", query);
            Long before = latestFence.put(query, claim.fence());
            require(before == null || before < claim.fence(), "fences grow", query);
            if (before == null) {
                startsInOrder(batch, query);
            }
            if (claim.reuses()) {
                reused++;
                require(isAnswer(claim), "answers are those of queries that asked the same", query);
            }
        }
    }

    /** But for those that wait for the answers of others. */
    private void startsInOrder(ModelBatch batch, ScheduleId query) {
        int last = startedUpTo.getOrDefault(batch.id, 0);
        for (int n = last + 1; n < query.n(); n++) {
            require(batch.query(n) != null || !batch.isPlanned(n), "queries start in order", query);
        }
        startedUpTo.put(batch.id, Math.max(last, query.n()));
    }

    private boolean isAnswer(Claim claim) {
        ResultKey other = claim.answer().key();
        ModelBatch batch = store.batch(other.query().batch());
        return really.get(other) instanceof Outcome.Succeeded
                && batch.tenant.equals(store.batch(claim.query().batch()).tenant)
                && batch.spec(other.query().n()).equals(claim.spec());
    }

    /** What an attempt came to, whoever hears of it. */
    void ended(Claim claim, Outcome outcome) {
        really.put(claim.resultKey(), outcome);
    }

    /** The server that made an attempt is no more. */
    void died(ResultKey key) {
        if (!store.batch(key.query().batch()).isActive()) {
            leftBehind.add(key);
        }
    }

    void checkNode(ExecutionConfig config, Collection<Claim> running) {
        running.forEach(this::checkSlot);
        Map<String, Integer> bySource = new HashMap<>();
        int ofBatches = 0;
        Collection<Claim> scans = running.stream()
                .collect(Collectors.toMap(
                        claim -> claim.resultKey().ofLead(claim.scan()), Function.identity(), (one, other) -> one))
                .values();
        for (Claim claim : scans) {
            bySource.merge(claim.dataSource(), 1, Integer::sum);
            ofBatches += claim.interactive() ? 0 : 1;
        }
        require(scans.size() <= config.workers(), "no more than the workers of a node", running);
        require(ofBatches <= config.workers() - config.reservedWorkers(), "reserved workers are kept free", running);
        bySource.forEach((source, count) ->
                require(count <= scenario.sourceLimits().get(source), "no more than a source takes", running));
    }

    /** What is not another attempt's by now takes a slot for the store, too. */
    private void checkSlot(Claim claim) {
        ModelBatch batch = store.batch(claim.query().batch());
        require(
                !batch.isRunning(claim.resultKey())
                        || batch.isRunning(claim.resultKey().ofLead(claim.lead())),
                "a slot is taken as long as anything of it runs",
                claim.resultKey());
    }

    /** After every event. */
    void check() {
        for (ModelBatch batch : store.takeTouched()) {
            check(batch);
        }
    }

    private void check(ModelBatch batch) {
        require(batch.scans() <= batch.concurrency, "no more than the concurrency of a batch", batch.id);
        require(
                store.tenantRunning(batch.tenant) <= scenario.config().shares().concurrency(),
                "no more than the cap of a tenant",
                batch.tenant);
        Map<String, Integer> states = new HashMap<>();
        for (int n = 1; n <= batch.amount; n++) {
            ModelQuery query = batch.query(n);
            states.merge(query == null ? unclaimed(batch, n) : query.state, 1, Integer::sum);
            require(query == null || batch.isPlanned(n), "what could not be planned never runs", batch.id);
            if (query != null) {
                check(batch, query);
            }
        }
        require(batch.riding == batch.claimed().filter(ModelBatch::ridesAndRuns).count(), "riders add up", batch.id);
        require(
                batch.queued == states.getOrDefault("QUEUED", 0)
                        && batch.running == states.getOrDefault("RUNNING", 0)
                        && batch.succeeded == states.getOrDefault("SUCCESS", 0)
                        && batch.failed == states.getOrDefault("FAILURE", 0),
                "counters add up",
                states);
        require(batch.isActive() == (batch.queued + batch.running > 0), "a batch ends with its last query", batch.id);
    }

    private static String unclaimed(ModelBatch batch, int n) {
        return batch.stopReason == null && batch.isPlanned(n) ? "QUEUED" : "FAILURE";
    }

    private void check(ModelBatch batch, ModelQuery query) {
        ScheduleId id = new ScheduleId(batch.id, query.n);
        if (query.ended) {
            Ending ending = new Ending(query.state, query.fence, query.attempt, query.error, query.cancelProof);
            Ending before = endings.putIfAbsent(id, ending);
            require(before == null || before.equals(ending), "an end is final", id);
            if (before == null) {
                checkEnding(batch, id, ending);
            }
        } else {
            require(!endings.containsKey(id), "an end is final", id);
        }
    }

    private void checkEnding(ModelBatch batch, ScheduleId id, Ending ending) {
        ResultKey key = new ResultKey(id, ending.fence());
        require(latestFence.getOrDefault(id, 0L) == ending.fence(), "the latest claim counts", key);
        Outcome outcome = really.get(key);
        if (ending.state().equals("SUCCESS")) {
            require(outcome instanceof Outcome.Succeeded && results.isComplete(key), "a success has a result", key);
        } else if (ending.error() == ErrorCode.QUERY_CANCELLED) {
            require(batch.stopReason == StopReason.CANCELLED, "only who was cancelled is", key);
        } else if (ending.error() == ErrorCode.QUERY_INTERNAL_ERROR) {
            require(!(outcome instanceof Outcome.Succeeded) || ending.attempt() == 3, "no success is lost", key);
        } else if (ending.error() != ErrorCode.QUERY_TIMEOUT || batch.stopReason != StopReason.TIMED_OUT) {
            require(isReason(outcome, ending), "a query fails for its own reasons", key + " " + ending + " " + outcome);
        }
    }

    private static boolean isReason(Outcome outcome, Ending ending) {
        if (outcome == null) {
            return ending.error() == ErrorCode.QUERY_SOURCE_UNAVAILABLE; // never asked: its source was left alone
        }
        return outcome instanceof Outcome.Failed failed
                && failed.failure().code() == ending.error()
                && ending.error() != ErrorCode.QUERY_RESULT_TOO_LARGE;
    }

    /** Claims that were answered by what others had asked. */
    int reused() {
        return reused;
    }

    String unfinished() {
        return store.batches().stream()
                .filter(ModelBatch::isActive)
                .map(batch -> batch.id + " " + batch.stopReason
                        + batch.claimed()
                                .filter(query -> !query.ended)
                                .map(query -> query.n + " " + query.state + " on " + query.node)
                                .toList()
                        + batch.nextN + "/" + batch.amount + batch.requeued)
                .toList()
                .toString();
    }

    /** Everybody is done. */
    void checkEnd() {
        for (ModelBatch batch : store.batches()) {
            check(batch);
            batch.claimed().forEach(query -> require(query.ended, "every query ends", batch.id));
        }
        published().forEach(key -> require(results.isComplete(key), "what is published is kept", key));
    }

    private Set<ResultKey> published() {
        Set<ResultKey> published = new HashSet<>();
        endings.forEach((id, ending) -> {
            if (ending.state().equals("SUCCESS")) {
                published.add(new ResultKey(id, ending.fence()));
            }
        });
        return published;
    }

    /** The ended batches have been swept. */
    void checkSwept() {
        Set<ResultKey> more = new HashSet<>(results.keys());
        more.removeAll(published());
        more.removeAll(leftBehind);
        require(more.isEmpty(), "nothing is kept but what is published", more);
        require(results.keys().containsAll(published()), "what is published is kept", published());
    }

    /** Nothing was kept for longer than its time. */
    void checkForgotten() {
        require(
                store.batches().isEmpty(),
                "batches are forgotten",
                store.batches().size());
        require(results.keys().isEmpty(), "results go with their batch", results.keys());
    }
}
