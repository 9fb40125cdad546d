package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
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
        ErrorCode error;
        String cancelProof;

        private ModelQuery(int n) {
            this.n = n;
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
        return isActive() && stopReason == null && !paused && queued > 0 && running < concurrency;
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
        if (!mayStart() || grant.amount() < 1) {
            return List.of();
        }
        int most = Math.min(grant.amount(), concurrency - running);
        List<Integer> taken = firstOf(ready(now), grant.dataSource(), most);
        if (taken.isEmpty()) {
            taken = firstOf(fresh(most), grant.dataSource(), most);
            nextN += taken.size();
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        change++;
        queued -= taken.size();
        running += taken.size();
        state = "RUNNING";
        deadline = deadline == null ? Long.valueOf(now + timeoutMinutes * 60_000L) : deadline;
        return taken.stream().map(n -> take(n, node)).toList();
    }

    private List<Integer> fresh(int most) {
        List<Integer> fresh = new ArrayList<>();
        for (int n = nextN; n <= amount && fresh.size() < most; n++) {
            fresh.add(n);
        }
        return fresh;
    }

    private List<Integer> firstOf(List<Integer> numbers, String dataSource, int most) {
        return numbers.stream()
                .limit(most)
                .takeWhile(n -> dataSource(n).equals(dataSource))
                .toList();
    }

    private Claim take(int n, long node) {
        if (queries[n] == null) {
            queries[n] = new ModelQuery(n);
        }
        ModelQuery query = queries[n];
        requeued.remove(n);
        query.state = "RUNNING";
        query.attempt++;
        query.fence = change;
        query.node = node;
        BatchItem item = items.floorEntry(n).getValue();
        return new Claim(new ScheduleId(id, n), query.attempt, change, item, OutputFormat.JSON, interactive);
    }

    boolean isRunning(ResultKey key) {
        ModelQuery query = queries[key.query().n()];
        return query != null && query.state.equals("RUNNING") && query.fence == key.fence();
    }

    void requeue(ModelQuery query, Long ready) {
        query.state = "QUEUED";
        requeued.put(query.n, ready == null ? AT_ONCE : ready);
        running--;
        queued++;
    }

    void succeed(ModelQuery query) {
        query.state = "SUCCESS";
        query.ended = true;
        running--;
        succeeded++;
    }

    void fail(ModelQuery query, ErrorCode error, String cancelProof) {
        query.state = "FAILURE";
        query.ended = true;
        query.error = error;
        query.cancelProof = cancelProof;
        running--;
        failed++;
    }

    /** Everything that waits has failed. */
    void stop(StopReason reason, long now) {
        change++;
        stopReason = reason;
        requeued.forEach((n, ready) -> {
            fail(queries[n], reason.code(), ready.equals(AT_ONCE) ? "kill_unconfirmed" : "never_started");
            running++;
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
