package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QueryKind;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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

    /** Of those that wait for the answers to others: from when on they may be. */
    private final Map<Integer, Long> acceptsFrom = new HashMap<>();

    private final NavigableMap<Integer, BatchItem> items = new TreeMap<>();
    private final ModelQuery[] queries;
    private final int timeoutMinutes;
    private long accepted;

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

    ModelBatch(Submission batch, long accepted) {
        this.accepted = accepted;
        id = batch.id();
        tenant = batch.tenant();
        interactive = batch.interactive();
        concurrency = batch.concurrency();
        amount = batch.amount();
        timeoutMinutes = batch.timeoutMinutes();
        queries = new ModelQuery[amount + 1];
        batch.items().forEach(item -> items.put(item.firstN(), item));
        failed = (int) batch.items().stream().filter(item -> !item.isPlanned()).count();
        queued = amount - failed;
        nextN = planned(1);
        endIfDone(accepted);
    }

    /** Whether it can be run; else it has failed from the start. */
    boolean isPlanned(int n) {
        return items.floorEntry(n).getValue().isPlanned();
    }

    /** The first query from one on that can be run. */
    private int planned(int n) {
        int next = n;
        while (next <= amount && !isPlanned(next)) {
            next++;
        }
        return next;
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
        long asOf;
        AnswerSource source = AnswerSource.EXECUTED;

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

    static boolean ridesAndRuns(ModelQuery query) {
        return query.rides() && query.state.equals("RUNNING");
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

    List<Claim> claim(long node, Grant grant, long now, ModelAnswers answers) {
        if (!mayStart() || grant.slots() < 1) {
            return List.of();
        }
        Grant within = grant.atMost(free()).spreading(queued);
        Map<Next, Allotment.Way> ways = allot(within, again(within, now, answers), now, answers);
        if (ways.values().stream().allMatch(Allotment.Waits.class::isInstance)) {
            Map<Next, Allotment.Way> fresh = allot(within, fresh(within, now, answers), now, answers);
            fresh.keySet().forEach(next -> nextN = planned(next.n() + 1));
            ways.putAll(fresh);
        }
        if (ways.keySet().stream().anyMatch(next -> queries[next.n()] == null)
                || !ways.values().stream().allMatch(Allotment.Waits.class::isInstance)) {
            change++;
        }
        List<Claim> claims = new ArrayList<>();
        ways.forEach((next, way) -> go(next, way, node, now, answers, claims));
        if (!claims.isEmpty()) {
            queued -= claims.size();
            running += claims.size();
            state = "RUNNING";
            deadline = deadline == null ? Long.valueOf(now + timeoutMinutes * 60_000L) : deadline;
        }
        return claims;
    }

    /** A query that is next in turn. */
    private record Next(int n, QueryKind kind, Question question, boolean suspect) {}

    private static Map<Next, Allotment.Way> allot(Grant grant, List<Next> queries, long now, ModelAnswers answers) {
        Allotment allotment = new Allotment(grant, answers::known, answers.asked(), Instant.ofEpochMilli(now));
        Map<Next, Allotment.Way> ways = new LinkedHashMap<>();
        for (Next query : queries) {
            Optional<Allotment.Way> way = allotment.isPlenty()
                    ? Optional.empty()
                    : allotment.next(query.n(), query.kind(), query.question(), query.suspect());
            if (way.isEmpty()) {
                break;
            }
            ways.put(query, way.get());
        }
        return ways;
    }

    /** Queries that were looked at before: each by itself, but for those that only waited for others. */
    private List<Next> again(Grant grant, long now, ModelAnswers answers) {
        return ready(now).stream()
                .takeWhile(n -> dataSource(n).equals(grant.dataSource()))
                .map(n -> {
                    Long accepts = acceptsFrom.get(n);
                    return accepts == null
                            ? new Next(n, kind(n).alone(), null, queries[n].attempt > 0)
                            : new Next(n, kind(n), question(n, now, answers, accepts), queries[n].attempt > 0);
                })
                .toList();
    }

    private List<Next> fresh(Grant grant, long now, ModelAnswers answers) {
        List<Next> next = new ArrayList<>();
        long last = Math.min(amount, nextN - 1L + (long) grant.slots() * grant.load());
        for (int n = nextN; n <= last && dataSource(n).equals(grant.dataSource()); n = planned(n + 1)) {
            next.add(new Next(n, kind(n), question(n, now, answers, Long.MAX_VALUE), false));
        }
        return next;
    }

    QuerySpec spec(int n) {
        return items.floorEntry(n).getValue().query(n);
    }

    private QueryKind kind(int n) {
        return items.floorEntry(n).getValue().spec().kind();
    }

    private Question question(int n, long now, ModelAnswers answers, long accepts) {
        Question question = answers.question(tenant, items.floorEntry(n).getValue(), n, accepted, now);
        return question == null || accepts == Long.MAX_VALUE
                ? question
                : question.acceptingFrom(Instant.ofEpochMilli(accepts));
    }

    private void go(Next next, Allotment.Way way, long node, long now, ModelAnswers answers, List<Claim> claims) {
        if (way instanceof Allotment.Waits waits) {
            waitFor(next.n(), waits.question().acceptsFrom().toEpochMilli(), now);
            return;
        }
        boolean waited = acceptsFrom.remove(next.n()) != null;
        Claim claim;
        if (way instanceof Allotment.Reuses reuses) {
            claim = take(next.n(), new Placement.Place(reuses.lead(), reuses.lead()), node, reuses.answer());
            queries[next.n()].asOf = reuses.answer().asOf().toEpochMilli();
            queries[next.n()].source = AnswerSource.of(reuses.answer().asOf(), Instant.ofEpochMilli(accepted), waited);
        } else {
            claim = take(next.n(), ((Allotment.Scans) way).place(), node, null);
            queries[next.n()].asOf = now;
            queries[next.n()].source = AnswerSource.EXECUTED;
            if (next.question() != null) {
                answers.expect(next.question().key(), claim.resultKey());
            }
        }
        claims.add(claim);
    }

    private void waitFor(int n, long accepts, long now) {
        if (queries[n] == null) {
            queries[n] = new ModelQuery(n);
            queries[n].state = "QUEUED";
        }
        requeued.put(n, now + 500);
        acceptsFrom.put(n, accepts);
    }

    private Claim take(int n, Placement.Place place, long node, KnownAnswer answer) {
        if (queries[n] == null) {
            queries[n] = new ModelQuery(n);
        }
        ModelQuery query = queries[n];
        requeued.remove(n);
        query.state = "RUNNING";
        query.attempt++;
        query.fence = change;
        query.node = node;
        query.lead = place.lead();
        riding += query.rides() ? 1 : 0;
        BatchItem item = items.floorEntry(n).getValue();
        return new Claim(
                new ScheduleId(id, n),
                query.attempt,
                change,
                item,
                OutputFormat.JSON,
                interactive,
                place.lead(),
                place.scan(),
                answer);
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
        acceptsFrom.clear();
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
        accepted -= millis;
        acceptsFrom.replaceAll((n, accepts) -> accepts - millis);
        claimed().forEach(query -> query.asOf -= millis);
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
