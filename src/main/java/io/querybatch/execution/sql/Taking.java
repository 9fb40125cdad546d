package io.querybatch.execution.sql;

import io.querybatch.execution.Allotment;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.AnswerSource;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;

/** Takes queries of one batch, whose row this transaction holds, for a node. */
final class Taking {

    /** How soon a query that waits for the answer to another one looks for it again. */
    private static final String LOOK = "current_timestamp + interval '0.5' second";

    private final DSLContext sql;
    private final long node;
    private final Grant grant;
    private final AnswerKeys keys;
    private final SortedMap<String, Claim> questions;
    private final Record batch;
    private final long fence;
    private final OutputFormat format;
    private final Instant now;
    private final Instant accepted;
    private final List<Claim> claims = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private Sharer sharer;

    /**
     * Nothing is taken yet.
     *
     * @param questions what is asked by the claims of this transaction, by its keys; those of these claims are added
     * @param batch the row of the batch
     */
    Taking(DSLContext sql, long node, Grant grant, AnswerKeys keys, SortedMap<String, Claim> questions, Record batch) {
        this.sql = sql;
        this.node = node;
        this.grant = grant.atMost(batch.get("free", int.class));
        this.keys = keys;
        this.questions = questions;
        this.batch = batch;
        this.fence = batch.get("change", long.class) + 1;
        this.format =
                OutputFormat.parse(batch.get("output_format", String.class)).orElseThrow();
        this.now = batch.get("now_is", OffsetDateTime.class).toInstant();
        this.accepted = batch.get("schedule_time", OffsetDateTime.class).toInstant();
    }

    /** A query that is next in turn, and what is known of it. */
    private record Next(
            int n, int attempt, BatchItem item, Optional<QuerySpec> family, Question question, boolean waited) {}

    /** A query that waits for the answer to another one. */
    private record Waiter(Next query, Instant acceptsFrom) {}

    private record Sharer(BatchItem item, AnswerKeys.Sharing sharing) {}

    long fence() {
        return fence;
    }

    List<Claim> claims() {
        return claims;
    }

    /**
     * Takes queries that were claimed before: they are the oldest of their batch. Each has a scan of its own, for sharing one may
     * be what failed; those that only waited for others may share.
     */
    void again() {
        String id = grant.batch().value();
        // Not a join: PostgreSQL, which expects some rows here where there are none, would read all queries of the
        // batch for it.
        List<Record> rows = List.copyOf(
                sql.resultQuery("""
                        select r.n, r.accepts_from,
                          (select q.attempt from query q where q.batch_id = r.batch_id and q.n = r.n) as attempt
                        from requeued r
                        where r.batch_id = ? and (r.ready_time is null or r.ready_time <= current_timestamp)
                        order by r.n limit ?""", id, grant.scans() * (long) grant.width()).fetch());
        List<Next> queries = new ArrayList<>();
        Items.Item item = null;
        int alone = 0;
        for (Record row : rows) {
            if (alone == grant.scans()) {
                break;
            }
            int n = row.get("n", int.class);
            if (item == null || n > item.item().lastN()) {
                item = new Items(sql).of(grant.batch(), n, n).get(0);
            }
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            Next query = again(row, n, item.item());
            alone += query.waited() ? 0 : 1;
            queries.add(query);
        }
        allot(queries);
        List<Query> updates = new ArrayList<>();
        claims.forEach(claim -> {
            updates.add(sql.query(
                    "delete from requeued where batch_id = ? and n = ?",
                    id,
                    claim.query().n()));
            updates.add(run(claim));
        });
        waiters.forEach(waiter -> updates.add(sql.query(
                "update requeued set ready_time = " + LOOK + ", accepts_from = ? where batch_id = ? and n = ?",
                time(waiter.acceptsFrom()),
                id,
                waiter.query().n())));
        sql.batch(updates).execute();
    }

    private Next again(Record row, int n, BatchItem item) {
        int attempt = row.get("attempt", int.class) + 1;
        OffsetDateTime accepts = row.get("accepts_from", OffsetDateTime.class);
        if (accepts == null) {
            return new Next(n, attempt, item, Optional.empty(), null, false);
        }
        Question question = question(item, n);
        return new Next(
                n,
                attempt,
                item,
                item.spec().family(),
                question == null ? null : question.acceptingFrom(accepts.toInstant()),
                true);
    }

    private Query run(Claim claim) {
        return sql.query(
                """
                update query set state = 'RUNNING', attempt = ?, fence = ?, change = ?, node_id = ?, lead = ?,
                  start_time = current_timestamp, as_of = ?, source = ?
                where batch_id = ? and n = ?""",
                claim.attempt(),
                fence,
                fence,
                node,
                claim.lead(),
                asOf(claim),
                source(claim, true),
                claim.query().batch().value(),
                claim.query().n());
    }

    /** Takes the next queries that nobody has looked at, and returns how many they are, with those that wait for others. */
    int fresh() {
        int first = batch.get("next_n", int.class);
        int last =
                (int) Math.min(batch.get("query_amount", int.class), first - 1L + (long) grant.scans() * grant.width());
        if (first > last) {
            return 0;
        }
        List<Next> queries = new ArrayList<>();
        for (Items.Item item : new Items(sql).of(grant.batch(), first, last)) {
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            Optional<QuerySpec> family = item.item().spec().family();
            for (int n = Math.max(first, item.item().firstN());
                    n <= Math.min(last, item.item().lastN());
                    n++) {
                queries.add(new Next(n, 1, item.item(), family, question(item.item(), n), false));
            }
        }
        waiters.clear();
        allot(queries);
        insert();
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

    /** In order, as long as there are slots. */
    private void allot(List<Next> queries) {
        Map<String, KnownAnswer> known = new Answers(sql)
                .of(queries.stream()
                        .map(Next::question)
                        .filter(Objects::nonNull)
                        .map(Question::key)
                        .distinct()
                        .toList());
        Allotment allotment = new Allotment(grant, known::get, new HashSet<>(questions.keySet()), now);
        for (Next query : queries) {
            Optional<Allotment.Way> way = allotment.next(query.n(), query.family(), query.question());
            if (way.isEmpty()) {
                return;
            }
            go(query, way.get());
        }
    }

    private void go(Next query, Allotment.Way way) {
        if (way instanceof Allotment.Waits waits) {
            waiters.add(new Waiter(query, waits.question().acceptsFrom()));
        } else if (way instanceof Allotment.Reuses reuses) {
            claims.add(claim(query, reuses.lead(), reuses.answer()));
        } else if (way instanceof Allotment.Scans scans) {
            Claim claim = claim(query, scans.lead(), null);
            claims.add(claim);
            if (query.question() != null) {
                questions.put(query.question().key(), claim);
            }
        }
    }

    private Claim claim(Next query, int lead, KnownAnswer answer) {
        return new Claim(
                new ScheduleId(grant.batch(), query.n()),
                query.attempt(),
                fence,
                query.item(),
                format,
                batch.get("interactive", boolean.class),
                lead,
                answer);
    }

    private void insert() {
        String id = grant.batch().value();
        List<Object[]> rows = new ArrayList<>();
        claims.forEach(claim -> rows.add(new Object[] {
            id, claim.query().n(), "RUNNING", 1, fence, node, fence, claim.lead(), asOf(claim), source(claim, false)
        }));
        waiters.forEach(waiter ->
                rows.add(new Object[] {id, waiter.query().n(), "QUEUED", 0, fence, 0L, fence, null, null, null}));
        if (!rows.isEmpty()) {
            sql.batch("""
                        insert into query (batch_id, n, state, attempt, fence, node_id, change, lead, as_of, source, start_time)
                        values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as timestamp(3) with time zone), ?, current_timestamp)""", rows.toArray(Object[][]::new)).execute();
        }
        if (!waiters.isEmpty()) {
            sql.batch(
                            "insert into requeued (batch_id, n, ready_time, accepts_from) values (?, ?, " + LOOK
                                    + ", cast(? as timestamp(3) with time zone))",
                            waiters.stream()
                                    .map(waiter ->
                                            new Object[] {id, waiter.query().n(), time(waiter.acceptsFrom())})
                                    .toArray(Object[][]::new))
                    .execute();
        }
    }

    private static OffsetDateTime asOf(Claim claim) {
        return claim.answer() == null ? null : time(claim.answer().asOf());
    }

    private String source(Claim claim, boolean waited) {
        return claim.answer() == null
                ? null
                : AnswerSource.of(claim.answer().asOf(), accepted, waited).name();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
