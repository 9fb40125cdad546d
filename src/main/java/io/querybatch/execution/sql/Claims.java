package io.querybatch.execution.sql;

import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Fusion;
import io.querybatch.execution.Grant;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
                        select c.batch_id, c.tenant, c.tenant_running, c.interactive, c.free,
                          (select i.ds_id from batch_item i where i.batch_id = c.batch_id and i.first_n <= c.head
                           order by i.first_n desc limit 1) as ds_id
                        from (
                          select b.*, row_number() over (partition by b.tenant order by b.interactive desc, b.seq) as place
                          from (
                            select batch_id, tenant, seq, interactive, paused, stop_reason, queued,
                              query_concurrency - running + riding as free,
                              sum(running - riding) over (partition by tenant) as tenant_running,
                              coalesce((select min(r.n) from requeued r where r.batch_id = batch.batch_id
                                          and (r.ready_time is null or r.ready_time <= current_timestamp)),
                                       case when next_n <= query_amount then next_n end) as head
                            from batch where state in ('QUEUED', 'RUNNING')
                          ) b
                          where b.stop_reason is null and not b.paused and b.queued > 0 and b.free > 0
                            and b.head is not null
                        ) c
                        where c.place <= ?
                        order by c.interactive desc, c.seq""", BATCHES_PER_TENANT)
                .fetch(row -> new Candidate(
                        new BatchId(row.get("batch_id", String.class)),
                        row.get("tenant", String.class),
                        row.get("tenant_running", int.class),
                        row.get("interactive", boolean.class),
                        row.get("free", int.class),
                        row.get("ds_id", String.class)));
    }

    /** A node that is gone gets nothing: nobody would look for what it claims when it is lost. */
    List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        if (!new Nodes(sql).hold(node)) {
            return List.of();
        }
        TenantRoom room = new TenantRoom(sql, tenantConcurrency);
        grants.stream().map(Grant::tenant).distinct().sorted().forEach(room::hold);
        List<Claim> claims = new ArrayList<>();
        // All transactions lock nodes before tenants before batches, and each kind in the same order.
        for (Grant grant : grants.stream()
                .sorted(Comparator.comparing(grant -> grant.batch().value()))
                .toList()) {
            List<Claim> taken = claim(node, room.within(grant));
            room.take(grant.tenant(), scans(taken));
            claims.addAll(taken);
        }
        return claims;
    }

    private static int scans(List<Claim> claims) {
        return (int) claims.stream().filter(claim -> !claim.rides()).count();
    }

    private List<Claim> claim(long node, Grant grant) {
        if (grant.scans() < 1) {
            return List.of();
        }
        return sql.resultQuery("""
                        select next_n, query_amount, query_concurrency - running + riding as free, change, output_format, interactive
                        from batch
                        where batch_id = ? and stop_reason is null and not paused and state in ('QUEUED', 'RUNNING')
                          and queued > 0 and running - riding < query_concurrency
                        for update skip locked""", grant.batch().value())
                .fetchOptional()
                .map(row -> claim(node, grant, row))
                .orElse(List.of());
    }

    private List<Claim> claim(long node, Grant grant, Record batch) {
        Grant within = grant.atMost(batch.get("free", int.class));
        long fence = batch.get("change", long.class) + 1;
        Taking taking = new Taking(
                node,
                fence,
                OutputFormat.parse(batch.get("output_format", String.class)).orElseThrow(),
                batch.get("interactive", boolean.class));
        List<Claim> claims = claimRequeued(within, taking);
        int nextN = batch.get("next_n", int.class);
        if (claims.isEmpty()) {
            claims = claimFresh(within, nextN, batch.get("query_amount", int.class), taking);
            nextN += claims.size();
        }
        if (!claims.isEmpty()) {
            moveBatch(grant.batch(), nextN, claims, fence);
        }
        return claims;
    }

    /**
     * Handed-back queries go first: they are the oldest of their batch. Each runs alone, for sharing a scan may be what
     * failed.
     */
    private List<Claim> claimRequeued(Grant grant, Taking taking) {
        List<Claim> claims = new ArrayList<>();
        List<Query> updates = new ArrayList<>();
        String batch = grant.batch().value();
        // Not a join: PostgreSQL, which expects some rows here where there are none, would read all queries of the
        // batch for it.
        var rows = sql.resultQuery("""
                        select r.n, (select q.attempt from query q where q.batch_id = r.batch_id and q.n = r.n) as attempt
                        from requeued r
                        where r.batch_id = ? and (r.ready_time is null or r.ready_time <= current_timestamp)
                        order by r.n limit ?""", batch, grant.scans()).fetch();
        for (Record row : rows) {
            int n = row.get("n", int.class);
            Items.Item item = new Items(sql).of(grant.batch(), n, n).get(0);
            if (!item.dataSource().equals(grant.dataSource())) {
                break;
            }
            int attempt = row.get("attempt", int.class) + 1;
            claims.add(taking.claim(new ScheduleId(grant.batch(), n), attempt, item.item(), n));
            updates.add(sql.query("delete from requeued where batch_id = ? and n = ?", batch, n));
            updates.add(sql.query("""
                    update query set state = 'RUNNING', attempt = ?, fence = ?, change = ?, node_id = ?, lead = null,
                      start_time = current_timestamp
                    where batch_id = ? and n = ?""", attempt, taking.fence(), taking.fence(), taking.node(), batch, n));
        }
        sql.batch(updates).execute();
        return claims;
    }

    private List<Claim> claimFresh(Grant grant, int first, int lastOfBatch, Taking taking) {
        int last = (int) Math.min(lastOfBatch, first - 1L + (long) grant.scans() * grant.width());
        List<Claim> claims = first > last ? List.of() : fresh(grant, first, last, taking);
        insert(taking.node(), claims);
        return claims;
    }

    /** As many as there are scans for, in order. */
    private List<Claim> fresh(Grant grant, int first, int last, Taking taking) {
        List<Claim> claims = new ArrayList<>();
        Fusion fusion = new Fusion(grant.scans(), grant.width());
        for (Items.Item item : new Items(sql).of(grant.batch(), first, last)) {
            boolean here = item.dataSource().equals(grant.dataSource());
            Optional<QuerySpec> family = item.item().spec().family();
            for (int n = Math.max(first, item.item().firstN());
                    n <= Math.min(last, item.item().lastN());
                    n++) {
                OptionalInt lead = here ? fusion.lead(n, family) : OptionalInt.empty();
                if (lead.isEmpty()) {
                    return claims;
                }
                claims.add(taking.claim(new ScheduleId(grant.batch(), n), 1, item.item(), lead.getAsInt()));
            }
        }
        return claims;
    }

    private void insert(long node, List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        Object[][] rows = claims.stream()
                .map(claim -> new Object[] {
                    claim.query().batch().value(), claim.query().n(), claim.fence(), node, claim.fence(), claim.lead()
                })
                .toArray(Object[][]::new);
        sql.batch("""
                        insert into query (batch_id, n, state, attempt, fence, node_id, change, lead, start_time)
                        values (?, ?, 'RUNNING', 1, ?, ?, ?, ?, current_timestamp)""", rows).execute();
    }

    private void moveBatch(BatchId batch, int nextN, List<Claim> claims, long change) {
        int claimed = claims.size();
        int riding = claimed - scans(claims);
        sql.execute("""
                update batch set next_n = ?, queued = queued - ?, running = running + ?, riding = riding + ?, change = ?,
                  state = 'RUNNING',
                  start_time = coalesce(start_time, current_timestamp),
                  deadline = coalesce(deadline, current_timestamp + timeout_minutes * interval '1' minute)
                where batch_id = ?""", nextN, claimed, claimed, riding, change, batch.value());
    }

    /** What all claims of one batch have in common. */
    private record Taking(long node, long fence, OutputFormat format, boolean interactive) {

        Claim claim(ScheduleId query, int attempt, BatchItem item, int lead) {
            return new Claim(query, attempt, fence, item, format, interactive, lead);
        }
    }
}
