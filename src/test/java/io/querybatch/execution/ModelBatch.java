package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A batch in {@link ModelStore}: what the database keeps in rows. Times are milliseconds; null: not yet. */
final class ModelBatch {

    /** When a query waits for no time. */
    private static final Long AT_ONCE = Long.MIN_VALUE;

    final BatchId id;
    final String tenant;
    final boolean interactive;
    final int concurrency;
    final int amount;
    final NavigableMap<Integer, Long> requeued = new TreeMap<>();
    private final NavigableMap<Integer, BatchItem> items = new TreeMap<>();
    private final ModelQuery[] queries;
    private final int timeoutMinutes;

    String state = "QUEUED";
    String outcome;
    StopReason stopReason;
    boolean paused;
    boolean swept;
    int queued;
    int running;
    int riding;
    int succeeded;
    int failed;
    int nextN = 1;
    long change = 1;
    Long deadline;
    Long endTime;
    Long expires;
    Long resultsDeleted;

    ModelBatch(Submission batch) {
        id = batch.id();
        tenant = batch.tenant();
        interactive = batch.interactive();
        concurrency = batch.concurrency();
        amount = batch.amount();
        timeoutMinutes = batch.timeoutMinutes();
        queued = amount;
        queries = new ModelQuery[amount + 1];
        batch.items().forEach(item -> items.put(item.firstN(), item));
    }

    /** A query that was claimed at least once. */
    static final class ModelQuery {
        final int n;
        String state = "RUNNING";
        int attempt;
        long fence;
        long node;
        boolean ended;
        int lead;
        ErrorCode error;
        String cancelProof;

        private ModelQuery(int n) {
            this.n = n;
        }

        boolean rides() {
            return lead != n;
        }
    }

    /** Null if it was never claimed. */
    ModelQuery query(int n) {
        return queries[n];
    }

    Stream<ModelQuery> claimed() {
        return Stream.of(queries).filter(query -> query != null);
    }

    private List<ModelQuery> running(Predicate<ModelQuery> which) {
        List<ModelQuery> found = new ArrayList<>();
        for (ModelQuery query : queries) {
            if (query != null && query.state.equals("RUNNING") && which.test(query)) {
                found.add(query);
            }
        }
        return found;
    }

    /** What a node is running. */
    List<ModelQuery> runningOn(long node) {
        return running == 0 ? List.of() : running(query -> query.node == node);
    }

    boolean isActive() {
        return !state.equals("STOPPED");
    }

    private boolean mayStart() {
        return isActive() && stopReason == null && !paused && queued > 0 && free() > 0;
    }

    /** Running queries that have a scan of their own. */
    int scans() {
        return running - riding;
    }

    /** How many more may run. */
    int free() {
        return concurrency - scans();
    }

    private List<Integer> ready(long now) {
        List<Integer> ready = new ArrayList<>();
        requeued.forEach((n, time) -> {
            if (time <= now) {
                ready.add(n);
            }
        });
        return ready;
    }

    /** The next query that may start, or 0. */
    int head(long now) {
        if (!mayStart()) {
            return 0;
        }
        List<Integer> ready = ready(now);
        if (!ready.isEmpty()) {
            return ready.get(0);
        }
        return nextN <= amount ? nextN : 0;
    }

    String dataSource(int n) {
        return items.floorEntry(n).getValue().spec().dataSource();
    }

    List<Claim> claim(long node, Grant grant, long now) {
        if (!mayStart() || grant.scans() < 1) {
            return List.of();
        }
        Grant within = grant.atMost(free());
        Map<Integer, Integer> leads = again(within, now);
        if (leads.isEmpty()) {
            leads = fresh(within);
            nextN += leads.size();
        }
        if (leads.isEmpty()) {
            return List.of();
        }
        change++;
        queued -= leads.size();
        running += leads.size();
        state = "RUNNING";
        deadline = deadline == null ? Long.valueOf(now + timeoutMinutes * 60_000L) : deadline;
        return leads.entrySet().stream()
                .map(entry -> take(entry.getKey(), entry.getValue(), node))
                .toList();
    }

    /** Queries that were claimed before, each by itself, with the leads of their scans. */
    private Map<Integer, Integer> again(Grant grant, long now) {
        Map<Integer, Integer> leads = new LinkedHashMap<>();
        ready(now).stream()
                .limit(grant.scans())
                .takeWhile(n -> dataSource(n).equals(grant.dataSource()))
                .forEach(n -> leads.put(n, n));
        return leads;
    }

    private Map<Integer, Integer> fresh(Grant grant) {
        Map<Integer, Integer> leads = new LinkedHashMap<>();
        Fusion fusion = new Fusion(grant.scans(), grant.width());
        for (int n = nextN; n <= amount && dataSource(n).equals(grant.dataSource()); n++) {
            OptionalInt lead =
                    fusion.lead(n, items.floorEntry(n).getValue().spec().family());
            if (lead.isEmpty()) {
                break;
            }
            leads.put(n, lead.getAsInt());
        }
        return leads;
    }

    private Claim take(int n, int lead, long node) {
        if (queries[n] == null) {
            queries[n] = new ModelQuery(n);
        }
        ModelQuery query = queries[n];
        requeued.remove(n);
        query.state = "RUNNING";
        query.attempt++;
        query.fence = change;
        query.node = node;
        query.lead = lead;
        riding += query.rides() ? 1 : 0;
        BatchItem item = items.floorEntry(n).getValue();
        return new Claim(new ScheduleId(id, n), query.attempt, change, item, OutputFormat.JSON, interactive, lead);
    }

    boolean isRunning(ResultKey key) {
        ModelQuery query = queries[key.query().n()];
        return query != null && query.state.equals("RUNNING") && query.fence == key.fence();
    }

    private void leaveScan(ModelQuery query) {
        running--;
        riding -= query.rides() ? 1 : 0;
    }

    void requeue(ModelQuery query, Long ready) {
        query.state = "QUEUED";
        requeued.put(query.n, ready == null ? AT_ONCE : ready);
        leaveScan(query);
        queued++;
    }

    void succeed(ModelQuery query) {
        query.state = "SUCCESS";
        query.ended = true;
        leaveScan(query);
        succeeded++;
    }

    void fail(ModelQuery query, ErrorCode error, String cancelProof) {
        query.state = "FAILURE";
        query.ended = true;
        query.error = error;
        query.cancelProof = cancelProof;
        leaveScan(query);
        failed++;
    }

    /** Everything that waits has failed. */
    void stop(StopReason reason, long now) {
        change++;
        stopReason = reason;
        requeued.forEach((n, ready) -> {
            fail(queries[n], reason.code(), ready.equals(AT_ONCE) ? "kill_unconfirmed" : "never_started");
            running++;
            riding += queries[n].rides() ? 1 : 0;
            queued--;
        });
        requeued.clear();
        failed += queued;
        queued = 0;
        endIfDone(now);
    }

    void endIfDone(long now) {
        if (queued == 0 && running == 0 && isActive()) {
            state = "STOPPED";
            endTime = now;
            expires = now + Submission.RETENTION_HOURS * 3_600_000L;
            outcome = outcomeOfAll();
        }
    }

    private String outcomeOfAll() {
        if (stopReason != null) {
            return stopReason == StopReason.CANCELLED ? "cancelled" : "timed_out";
        }
        return failed > 0 ? "completed_with_errors" : "completed";
    }

    /** All times become earlier. */
    void age(long millis) {
        requeued.replaceAll((n, ready) -> ready.equals(AT_ONCE) ? ready : Long.valueOf(ready - millis));
        deadline = earlier(deadline, millis);
        endTime = earlier(endTime, millis);
        expires = earlier(expires, millis);
        resultsDeleted = earlier(resultsDeleted, millis);
    }

    private static Long earlier(Long time, long millis) {
        return time == null ? null : Long.valueOf(time - millis);
    }
}
