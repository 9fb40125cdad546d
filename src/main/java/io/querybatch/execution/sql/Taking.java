package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.query.BatchItem;
import io.querybatch.query.QueryKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Takes queries of one batch, whose row this transaction holds, for a node. */
final class Taking {

    private final DSLContext sql;
    private final Grant grant;
    private final RecentItems items;
    private final BatchRow batch;
    private final Questions questions;
    private final Allotting allotting;
    private final TakenRows written;

    /**
     * Nothing is taken yet.
     *
     * @param asked what is asked by the claims of this transaction, by its keys; those of these claims are added
     */
    Taking(
            DSLContext sql,
            long node,
            Grant grant,
            AnswerKeys keys,
            RecentItems items,
            Map<String, Claim> asked,
            BatchRow batch) {
        this.sql = sql;
        this.grant = grant.atMost(batch.free()).spreading(batch.queued());
        this.items = items;
        this.batch = batch;
        this.questions = new Questions(keys, batch);
        this.allotting = new Allotting(sql, this.grant, asked, batch);
        this.written = new TakenRows(sql, node, grant.batch(), batch.fence(), batch.accepted());
    }

    List<Claim> claims() {
        return allotting.claims();
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
                          (select q.attempt from query q where q.batch_id = r.batch_id and q.n = r.n) as attempt,
                          (select q.start_time from query q where q.batch_id = r.batch_id and q.n = r.n) as start_time
                        from requeued r
                        where r.batch_id = ? and (r.ready_time is null or r.ready_time <= current_timestamp)
                        order by r.n limit ?""", grant.batch().value(), grant.slots() * (long) grant.load())
                .fetch());
        allotting.allot(again(rows));
        written.update(claims(), allotting.waiters());
    }

    private List<NextQuery> again(List<Record> rows) {
        List<NextQuery> queries = new ArrayList<>();
        Items.Item item = null;
        int alone = 0;
        for (Record row : rows) {
            if (alone == allotting.ownScans()) {
                break;
            }
            int n = row.get("n", int.class);
            if (item == null || n > item.item().lastN()) {
                item = items.of(sql, grant.batch(), n, n).get(0);
            }
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            NextQuery query = again(row, n, item.item());
            alone += query.kind().fuses() ? 0 : 1;
            queries.add(query);
        }
        return queries;
    }

    private NextQuery again(Record row, int n, BatchItem item) {
        int attempt = row.get("attempt", int.class) + 1;
        QueryKind kind = item.spec().kind();
        OffsetDateTime accepts = row.get("accepts_from", OffsetDateTime.class);
        return accepts == null
                ? new NextQuery(n, attempt, item, kind.alone(), Optional::empty, Duration.ZERO)
                : new NextQuery(
                        n,
                        attempt,
                        item,
                        kind,
                        () -> questions.of(item, n).map(question -> question.acceptingFrom(accepts.toInstant())),
                        Duration.between(
                                row.get("start_time", OffsetDateTime.class).toInstant(), batch.now()));
    }

    /** Takes the next queries that nobody has looked at, and returns how far that moves the cursor. */
    int fresh() {
        int first = batch.nextN();
        allotting.waiters().clear();
        List<NextQuery> queries = allotFrom(first);
        written.insert(claims(), allotting.waiters());
        int taken = claims().size() + allotting.waiters().size();
        if (taken > 0) {
            NextQuery latest = queries.get(taken - 1);
            return behind(latest.item(), latest.n()) - first;
        }
        return passedOver(first);
    }

    /** As many at once as one shared scan may answer, or all slots may be for: more may not be needed, and each item has to be read. */
    private List<NextQuery> allotFrom(int first) {
        int last = (int) Math.min(batch.lastN(), first - 1 + (long) grant.slots() * grant.load());
        int atOnce = Math.max(grant.load(), allotting.ownScans());
        List<NextQuery> queries = new ArrayList<>();
        boolean goesOn = true;
        for (int from = first; goesOn && from <= last; from += atOnce) {
            int to = Math.min(last, from + atOnce - 1);
            List<NextQuery> next = fresh(items.of(sql, grant.batch(), from, to), from, to);
            queries.addAll(next);
            boolean all = !next.isEmpty() && next.get(next.size() - 1).n() == to;
            goesOn = allotting.allot(next) && all;
        }
        return queries;
    }

    /** How far the cursor moves if no query was taken: behind an item that could not be planned. */
    private int passedOver(int first) {
        if (first > batch.lastN()) {
            return 0;
        }
        Items.Item item = items.of(sql, grant.batch(), first, first).get(0);
        return item.failure() == null ? 0 : behind(item.item(), first) - first;
    }

    /** Where the cursor stands behind a query of an item: never on what could not be planned. */
    private int behind(BatchItem item, int n) {
        int next = n + 1;
        boolean looks = n == item.lastN() && batch.hasUnplannedItems();
        return looks ? new PlannedItems(sql).first(grant.batch(), next, batch.lastN() + 1) : next;
    }

    private List<NextQuery> fresh(List<Items.Item> found, int first, int last) {
        List<NextQuery> queries = new ArrayList<>();
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
                    .mapToObj(n -> new NextQuery(n, 1, item, kind, () -> questions.of(item, n), Duration.ZERO))
                    .forEach(queries::add);
        }
        return queries;
    }
}
