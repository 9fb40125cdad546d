package io.querybatch.execution.sql;

import io.querybatch.execution.Allotment;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.Question;
import io.querybatch.query.BatchItem;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QueryKind;
import io.querybatch.query.ScheduleId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Takes queries of one batch, whose row this transaction holds, for a node. */
final class Taking {

    private final DSLContext sql;
    private final Grant grant;
    private final AnswerKeys keys;
    private final RecentItems items;
    private final SortedMap<String, Claim> questions;
    private final Record batch;
    private final long fence;
    private final OutputFormat format;
    private final Instant now;
    private final Instant accepted;
    private final BatchOrigin origin;
    private final List<Claim> claims = new ArrayList<>();
    private final List<TakenRows.Waiter> waiters = new ArrayList<>();
    private final TakenRows written;
    private Sharer sharer;

    /**
     * Nothing is taken yet.
     *
     * @param questions what is asked by the claims of this transaction, by its keys; those of these claims are added
     * @param batch the row of the batch
     */
    Taking(
            DSLContext sql,
            long node,
            Grant grant,
            AnswerKeys keys,
            RecentItems items,
            SortedMap<String, Claim> questions,
            Record batch) {
        this.sql = sql;
        this.grant = grant.atMost(batch.get("free", int.class)).spreading(batch.get("queued", int.class));
        this.keys = keys;
        this.items = items;
        this.questions = questions;
        this.batch = batch;
        this.fence = batch.get("change", long.class) + 1;
        this.format =
                OutputFormat.parse(batch.get("output_format", String.class)).orElseThrow();
        this.now = batch.get("now_is", OffsetDateTime.class).toInstant();
        this.accepted = batch.get("schedule_time", OffsetDateTime.class).toInstant();
        this.origin = new BatchOrigin(
                batch.get("request_id", String.class),
                null,
                batch.get("trace_parent", String.class),
                batch.get("trace_state", String.class));
        this.written = new TakenRows(sql, node, grant.batch(), fence, accepted);
    }

    /** A query that is next in turn; what it asks costs something to find out, and may be nothing. */
    private record Next(int n, int attempt, BatchItem item, QueryKind kind, Supplier<Optional<Question>> question) {

        /** An attempt was charged: it failed, or its server was lost with it. */
        boolean isSuspect() {
            return attempt > 1;
        }
    }

    private record Sharer(BatchItem item, Optional<AnswerKeys.Sharing> sharing) {}

    long fence() {
        return fence;
    }

    List<Claim> claims() {
        return claims;
    }

    /**
     * Takes queries that were claimed before: they are the oldest of their batch. Each has a scan of its own, for sharing one may
     * be what failed, and a slot of its own if an attempt was charged; those that only waited for others may share.
     */
    void again() {
        // Not a join: PostgreSQL, which expects some rows here where there are none, would read all queries of the
        // batch for it.
        List<Record> rows = List.copyOf(sql.resultQuery("""
                        select r.n, r.accepts_from,
                          (select q.attempt from query q where q.batch_id = r.batch_id and q.n = r.n) as attempt
                        from requeued r
                        where r.batch_id = ? and (r.ready_time is null or r.ready_time <= current_timestamp)
                        order by r.n limit ?""", grant.batch().value(), grant.slots() * (long) grant.load())
                .fetch());
        allot(again(rows));
        written.update(claims, waiters);
    }

    private List<Next> again(List<Record> rows) {
        List<Next> queries = new ArrayList<>();
        Items.Item item = null;
        int alone = 0;
        for (Record row : rows) {
            if (alone == ownScans()) {
                break;
            }
            int n = row.get("n", int.class);
            if (item == null || n > item.item().lastN()) {
                item = items.of(sql, grant.batch(), n, n).get(0);
            }
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            Next query = again(row, n, item.item());
            alone += query.kind().fuses() ? 0 : 1;
            queries.add(query);
        }
        return queries;
    }

    /** So many queries that share no scan can be run. */
    private int ownScans() {
        return grant.slots() * grant.depth();
    }

    private Next again(Record row, int n, BatchItem item) {
        int attempt = row.get("attempt", int.class) + 1;
        OffsetDateTime accepts = row.get("accepts_from", OffsetDateTime.class);
        if (accepts == null) {
            return new Next(n, attempt, item, item.spec().kind().alone(), Optional::empty);
        }
        return new Next(
                n,
                attempt,
                item,
                item.spec().kind(),
                () -> question(item, n).map(question -> question.acceptingFrom(accepts.toInstant())));
    }

    /** Takes the next queries that nobody has looked at, and returns how far that moves the cursor. */
    int fresh() {
        int first = batch.get("next_n", int.class);
        int last =
                (int) Math.min(batch.get("query_amount", int.class), first - 1L + (long) grant.slots() * grant.load());
        if (first > last) {
            return 0;
        }
        waiters.clear();
        List<Items.Item> found = items.of(sql, grant.batch(), first, last);
        List<Next> queries = fresh(found, first, last);
        allot(queries);
        written.insert(claims, waiters);
        int taken = claims.size() + waiters.size();
        if (taken > 0) {
            Next latest = queries.get(taken - 1);
            return behind(latest.item(), latest.n()) - first;
        }
        boolean failed = !found.isEmpty() && found.get(0).failure() != null;
        return failed ? behind(found.get(0).item(), first) - first : 0;
    }

    /** Where the cursor stands behind a query of an item: never on what could not be planned. */
    private int behind(BatchItem item, int n) {
        int next = n + 1;
        boolean atItem = n == item.lastN() && batch.get("unplanned", int.class) > 0;
        return atItem
                ? new PlannedItems(sql).first(grant.batch(), next, batch.get("query_amount", int.class) + 1)
                : next;
    }

    private List<Next> fresh(List<Items.Item> found, int first, int last) {
        List<Next> queries = new ArrayList<>();
        for (Items.Item one : found) {
            if (one.failure() != null) {
                continue;
            }
            if (!one.dataSource().equals(grant.dataSource())) {
                break;
            }
            BatchItem item = one.item();
            QueryKind kind = item.spec().kind();
            IntStream.rangeClosed(Math.max(first, item.firstN()), (int) Math.min(last, item.lastN()))
                    .mapToObj(n -> new Next(n, 1, item, kind, () -> question(item, n)))
                    .forEach(queries::add);
        }
        return queries;
    }

    private Optional<Question> question(BatchItem item, int n) {
        if (sharer == null || sharer.item().firstN() != item.firstN()) {
            AnswerKeys.Asker asker =
                    new AnswerKeys.Asker(batch.get("tenant", String.class), batch.get("access_rights", String.class));
            sharer = new Sharer(item, keys.of(asker, format, item));
        }
        return sharer.sharing()
                .map(sharing -> new Question(sharing.key().apply(item.query(n)), accepted)
                        .acceptingFrom(now.minus(sharing.maxAge())));
    }

    /** In order, as long as there are slots. */
    private void allot(List<Next> queries) {
        Map<String, KnownAnswer> known = new HashMap<>();
        Allotment allotment = new Allotment(grant, known::get, new HashSet<>(questions.keySet()), now);
        int from = 0;
        boolean goesOn = true;
        while (goesOn && from < queries.size()) {
            int to = stretch(queries, from);
            goesOn = allot(queries.subList(from, to), allotment, known);
            from = to;
        }
    }

    /**
     * As far as queries can be run, if no answers to them are there: those behind need not be looked at then. No further than one
     * slot may go, for with it there may be plenty.
     */
    private int stretch(List<Next> queries, int from) {
        int most = Math.min(queries.size(), from + grant.load());
        int to = from;
        for (int own = 0; to < most && own < ownScans(); to++) {
            own += queries.get(to).kind().fuses() ? 0 : 1;
        }
        return to;
    }

    private boolean allot(List<Next> queries, Allotment allotment, Map<String, KnownAnswer> known) {
        List<Optional<Question>> asked =
                queries.stream().map(query -> query.question().get()).toList();
        known.putAll(new Answers(sql)
                .of(asked.stream()
                        .flatMap(Optional::stream)
                        .map(Question::key)
                        .distinct()
                        .toList()));
        for (int i = 0; i < queries.size(); i++) {
            Next query = queries.get(i);
            Question question = asked.get(i).orElse(null);
            Optional<Allotment.Way> way = allotment.isPlenty()
                    ? Optional.empty()
                    : allotment.next(query.n(), query.kind(), question, query.isSuspect());
            if (way.isEmpty()) {
                return false;
            }
            go(query, question, way.get());
        }
        return true;
    }

    private void go(Next query, Question question, Allotment.Way way) {
        if (way instanceof Allotment.Waits waits) {
            waiters.add(new TakenRows.Waiter(query.n(), waits.question().acceptsFrom()));
        } else if (way instanceof Allotment.Reuses reuses) {
            claims.add(claim(query, reuses.lead(), reuses.lead(), reuses.answer()));
        } else if (way instanceof Allotment.Scans scans) {
            Claim claim = claim(query, scans.place().lead(), scans.place().scan(), null);
            claims.add(claim);
            if (question != null) {
                questions.put(question.key(), claim);
            }
        }
    }

    private Claim claim(Next query, int lead, int scan, KnownAnswer answer) {
        return new Claim(
                new ScheduleId(grant.batch(), query.n()),
                query.attempt(),
                fence,
                query.item(),
                format,
                batch.get("interactive", boolean.class),
                lead,
                scan,
                answer,
                batch.get("tenant", String.class),
                origin);
    }
}
