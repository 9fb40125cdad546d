package io.querybatch.execution.sql;

import io.querybatch.execution.Allotment;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.execution.KnownAnswer;
import io.querybatch.execution.Question;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Takes queries of one batch, whose row this transaction holds, for a node. */
final class Taking {

    private final DSLContext sql;
    private final Grant grant;
    private final AnswerKeys keys;
    private final SortedMap<String, Claim> questions;
    private final Record batch;
    private final long fence;
    private final OutputFormat format;
    private final Instant now;
    private final Instant accepted;
    private final List<Claim> claims = new ArrayList<>();
    private final List<TakenRows.Waiter> waiters = new ArrayList<>();
    private final TakenRows written;
    private final Map<String, KnownAnswer> known = new HashMap<>();
    private Allotment allotment;
    private Sharer sharer;

    /**
     * Nothing is taken yet.
     *
     * @param questions what is asked by the claims of this transaction, by its keys; those of these claims are added
     * @param batch the row of the batch
     */
    Taking(DSLContext sql, long node, Grant grant, AnswerKeys keys, SortedMap<String, Claim> questions, Record batch) {
        this.sql = sql;
        this.grant = grant.atMost(batch.get("free", int.class)).spreading(batch.get("queued", int.class));
        this.keys = keys;
        this.questions = questions;
        this.batch = batch;
        this.fence = batch.get("change", long.class) + 1;
        this.format =
                OutputFormat.parse(batch.get("output_format", String.class)).orElseThrow();
        this.now = batch.get("now_is", OffsetDateTime.class).toInstant();
        this.accepted = batch.get("schedule_time", OffsetDateTime.class).toInstant();
        this.written = new TakenRows(sql, node, grant.batch(), fence, accepted);
    }

    /** A query that is next in turn, and what is known of it. */
    private record Next(int n, int attempt, BatchItem item, Optional<QuerySpec> family, Question question) {

        /** An attempt was charged: it failed, or its server was lost with it. */
        boolean isSuspect() {
            return attempt > 1;
        }
    }

    private record Sharer(BatchItem item, AnswerKeys.Sharing sharing) {}

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
        begin();
        allot(again(rows));
        written.update(claims, waiters);
    }

    private List<Next> again(List<Record> rows) {
        List<Next> queries = new ArrayList<>();
        Items.Item item = null;
        for (Record row : rows) {
            int n = row.get("n", int.class);
            if (item == null || n > item.item().lastN()) {
                item = new Items(sql).of(grant.batch(), n, n).get(0);
            }
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            queries.add(again(row, n, item.item()));
        }
        return queries;
    }

    private Next again(Record row, int n, BatchItem item) {
        int attempt = row.get("attempt", int.class) + 1;
        OffsetDateTime accepts = row.get("accepts_from", OffsetDateTime.class);
        if (accepts == null) {
            return new Next(n, attempt, item, Optional.empty(), null);
        }
        Question question = question(item, n);
        return new Next(
                n,
                attempt,
                item,
                item.spec().family(),
                question == null ? null : question.acceptingFrom(accepts.toInstant()));
    }

    /** Takes the next queries that nobody has looked at, and returns how many they are, with those that wait for others. */
    int fresh() {
        int first = batch.get("next_n", int.class);
        int last =
                (int) Math.min(batch.get("query_amount", int.class), first - 1L + (long) grant.slots() * grant.load());
        if (first > last) {
            return 0;
        }
        waiters.clear();
        begin();
        List<Next> stretch = new ArrayList<>();
        int scans = 0;
        for (Items.Item item : new Items(sql).of(grant.batch(), first, last)) {
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            Optional<QuerySpec> family = item.item().spec().family();
            long to = Math.min(last, item.item().lastN());
            for (int n = Math.max(first, item.item().firstN()); n <= to; n++) {
                stretch.add(new Next(n, 1, item.item(), family, question(item.item(), n)));
                scans += family.isEmpty() ? 1 : 0;
                // More cannot have scans of their own, unless answers are found for some of these.
                if (scans == grant.slots() * grant.depth()) {
                    if (!allot(stretch)) {
                        return insert();
                    }
                    stretch.clear();
                    scans = 0;
                }
            }
        }
        allot(stretch);
        return insert();
    }

    private int insert() {
        written.insert(claims, waiters);
        return claims.size() + waiters.size();
    }

    private Question question(BatchItem item, int n) {
        if (sharer == null || sharer.item().firstN() != item.firstN()) {
            AnswerKeys.Asker asker =
                    new AnswerKeys.Asker(batch.get("tenant", String.class), batch.get("access_rights", String.class));
            sharer = new Sharer(item, keys.of(asker, format, item).orElse(null));
        }
        AnswerKeys.Sharing sharing = sharer.sharing();
        return sharing == null
                ? null
                : new Question(sharing.key().apply(item.query(n)), accepted).acceptingFrom(now.minus(sharing.maxAge()));
    }

    private void begin() {
        allotment = new Allotment(grant, known::get, new HashSet<>(questions.keySet()), now);
    }

    /** In order, as long as there are slots; false when there are no more. */
    private boolean allot(List<Next> queries) {
        known.putAll(new Answers(sql)
                .of(queries.stream()
                        .map(Next::question)
                        .filter(Objects::nonNull)
                        .map(Question::key)
                        .distinct()
                        .toList()));
        for (Next query : queries) {
            Optional<Allotment.Way> way =
                    allotment.next(query.n(), query.family(), query.question(), query.isSuspect());
            if (way.isEmpty()) {
                return false;
            }
            go(query, way.get());
        }
        return true;
    }

    private void go(Next query, Allotment.Way way) {
        if (way instanceof Allotment.Waits waits) {
            waiters.add(new TakenRows.Waiter(query.n(), waits.question().acceptsFrom()));
        } else if (way instanceof Allotment.Reuses reuses) {
            claims.add(claim(query, reuses.lead(), reuses.lead(), reuses.answer()));
        } else if (way instanceof Allotment.Scans scans) {
            Claim claim = claim(query, scans.place().lead(), scans.place().scan(), null);
            claims.add(claim);
            if (query.question() != null) {
                questions.put(query.question().key(), claim);
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
                answer);
    }
}
