package io.querybatch.execution.jpa;

import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;

/** Takes queries for a node: the next ones of the batch, or those that were handed back. */
final class Claims {

    /** So many of a tenant's oldest batches are looked at: more cannot matter for the next slots. */
    private static final int BATCHES_PER_TENANT = 16;

    private final DSLContext sql;

    Claims(DSLContext sql) {
        this.sql = sql;
    }

    List<Candidate> candidates() {
        return sql.resultQuery("""
                        select c.batch_id, c.tenant, c.free,
                          (select i.ds_id from batch_item i where i.batch_id = c.batch_id and i.first_n <= c.head
                           order by i.first_n desc limit 1) as ds_id
                        from (
                          select b.batch_id, b.tenant, b.seq, b.query_concurrency - b.running as free,
                            coalesce((select min(r.n) from requeued r where r.batch_id = b.batch_id), b.next_n) as head,
                            b.interactive,
                            row_number() over (partition by b.tenant order by b.interactive desc, b.seq) as place
                          from batch b
                          where b.state in ('QUEUED', 'RUNNING') and b.stop_reason is null
                            and b.queued > 0 and b.running < b.query_concurrency
                        ) c
                        where c.place <= ?
                        order by c.interactive desc, c.seq""", BATCHES_PER_TENANT)
                .fetch(row -> new Candidate(
                        new BatchId(row.get("batch_id", String.class)),
                        row.get("tenant", String.class),
                        row.get("free", int.class),
                        row.get("ds_id", String.class)));
    }

    List<Claim> claim(long node, List<Grant> grants) {
        List<Claim> claims = new ArrayList<>();
        if (!new Nodes(sql).hold(node)) {
            return claims;
        }
        // All transactions lock batches in the same order.
        grants.stream()
                .sorted(Comparator.comparing(grant -> grant.batch().value()))
                .forEach(grant -> claims.addAll(claim(node, grant)));
        return claims;
    }

    private List<Claim> claim(long node, Grant grant) {
        return sql.resultQuery("""
                        select next_n, query_amount, query_concurrency - running as free, change, output_format from batch
                        where batch_id = ? and stop_reason is null and state in ('QUEUED', 'RUNNING')
                          and queued > 0 and running < query_concurrency
                        for update skip locked""", grant.batch().value())
                .fetchOptional()
                .map(row -> claim(node, grant, row))
                .orElse(List.of());
    }

    private List<Claim> claim(long node, Grant grant, Record batch) {
        int amount = Math.min(grant.amount(), batch.get("free", int.class));
        long fence = batch.get("change", long.class) + 1;
        OutputFormat format =
                OutputFormat.parse(batch.get("output_format", String.class)).orElseThrow();
        List<Claim> claims = claimRequeued(node, grant, amount, fence, format);
        int nextN = batch.get("next_n", int.class);
        if (claims.isEmpty()) {
            int last = Math.min(nextN + amount - 1, batch.get("query_amount", int.class));
            claims = claimFresh(node, grant, nextN, last, fence, format);
            nextN += claims.size();
        }
        if (!claims.isEmpty()) {
            moveBatch(grant.batch(), nextN, claims.size(), fence);
        }
        return claims;
    }

    /** Handed-back queries go first: they are the oldest of their batch. */
    private List<Claim> claimRequeued(long node, Grant grant, int amount, long fence, OutputFormat format) {
        List<Claim> claims = new ArrayList<>();
        List<Query> updates = new ArrayList<>();
        String batch = grant.batch().value();
        var rows = sql.resultQuery("""
                        select q.n, q.attempt from requeued r join query q on q.batch_id = r.batch_id and q.n = r.n
                        where r.batch_id = ? order by q.n limit ?""", batch, amount).fetch();
        for (Record row : rows) {
            int n = row.get("n", int.class);
            Items.Item item = new Items(sql).of(grant.batch(), n, n).get(0);
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            int attempt = row.get("attempt", int.class) + 1;
            claims.add(new Claim(new ScheduleId(grant.batch(), n), attempt, fence, item.item(), format));
            updates.add(sql.query("delete from requeued where batch_id = ? and n = ?", batch, n));
            updates.add(sql.query("""
                    update query set state = 'RUNNING', attempt = ?, fence = ?, change = ?, node_id = ?,
                      start_time = current_timestamp
                    where batch_id = ? and n = ?""", attempt, fence, fence, node, batch, n));
        }
        sql.batch(updates).execute();
        return claims;
    }

    private List<Claim> claimFresh(long node, Grant grant, int first, int last, long fence, OutputFormat format) {
        List<Claim> claims = new ArrayList<>();
        if (first > last) {
            return claims;
        }
        for (Items.Item item : new Items(sql).of(grant.batch(), first, last)) {
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            long end = Math.min(last, item.item().firstN() + item.item().queryCount() - 1);
            for (int n = Math.max(first, item.item().firstN()); n <= end; n++) {
                claims.add(new Claim(new ScheduleId(grant.batch(), n), 1, fence, item.item(), format));
            }
        }
        insert(node, claims);
        return claims;
    }

    private void insert(long node, List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        Object[][] rows = claims.stream()
                .map(claim -> new Object[] {
                    claim.query().batch().value(), claim.query().n(), claim.fence(), node, claim.fence()
                })
                .toArray(Object[][]::new);
        sql.batch("""
                        insert into query (batch_id, n, state, attempt, fence, node_id, change, start_time)
                        values (?, ?, 'RUNNING', 1, ?, ?, ?, current_timestamp)""", rows).execute();
    }

    private void moveBatch(BatchId batch, int nextN, int claimed, long change) {
        sql.execute("""
                update batch set next_n = ?, queued = queued - ?, running = running + ?, change = ?, state = 'RUNNING',
                  start_time = coalesce(start_time, current_timestamp),
                  deadline = coalesce(deadline, current_timestamp + timeout_minutes * interval '1' minute)
                where batch_id = ?""", nextN, claimed, claimed, change, batch.value());
    }
}
