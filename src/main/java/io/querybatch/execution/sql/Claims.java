package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Grant;
import io.querybatch.query.BatchId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Takes queries for a node: the next ones of the batch, or those that were handed back. */
final class Claims {

    /** So many of a tenant's oldest batches are looked at: more cannot matter for the next slots. */
    private static final int BATCHES_PER_TENANT = 16;

    private final DSLContext sql;
    private final AnswerKeys keys;
    private final RecentItems items;

    Claims(DSLContext sql, AnswerKeys keys, RecentItems items) {
        this.sql = sql;
        this.keys = keys;
        this.items = items;
    }

    List<Candidate> candidates() {
        return sql.resultQuery("""
                        select c.batch_id, c.tenant, c.tenant_running, c.interactive, c.free, c.head,
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
                        order by c.interactive desc, c.seq""", BATCHES_PER_TENANT).fetch(this::candidate).stream()
                .filter(candidate -> !candidate.dataSource().isEmpty())
                .toList();
    }

    private Candidate candidate(Record row) {
        BatchId batch = new BatchId(row.get("batch_id", String.class));
        String source = row.get("ds_id", String.class);
        if (source.isEmpty()) {
            // A node of the version before stopped short of an item that could not be planned.
            source = new PlannedItems(sql).sourceBehind(batch, row.get("head", int.class));
        }
        return new Candidate(
                batch,
                row.get("tenant", String.class),
                row.get("tenant_running", int.class),
                row.get("interactive", boolean.class),
                row.get("free", int.class),
                source);
    }

    /** A node that is gone gets nothing: nobody would look for what it claims when it is lost. */
    List<Claim> claim(long node, List<Grant> grants, int tenantConcurrency) {
        if (!new Nodes(sql).hold(node)) {
            return List.of();
        }
        TenantRoom room = new TenantRoom(sql, tenantConcurrency);
        grants.stream().map(Grant::tenant).distinct().sorted().forEach(room::hold);
        List<Claim> claims = new ArrayList<>();
        Map<String, Claim> questions = new HashMap<>();
        // All transactions lock nodes before tenants before batches before answers, and each kind in the same order.
        for (Grant grant : grants.stream()
                .sorted(Comparator.comparing(grant -> grant.batch().value()))
                .toList()) {
            List<Claim> taken = claim(node, room.within(grant), questions);
            room.take(grant.tenant(), slots(taken));
            claims.addAll(taken);
        }
        new Answers(sql).expect(questions);
        return claims;
    }

    private static int slots(List<Claim> claims) {
        return (int) claims.stream().filter(claim -> !claim.rides()).count();
    }

    private List<Claim> claim(long node, Grant grant, Map<String, Claim> questions) {
        if (grant.slots() < 1) {
            return List.of();
        }
        return sql.resultQuery("select " + BatchRow.COLUMNS + """
                         from batch
                        where batch_id = ? and stop_reason is null and not paused and state in ('QUEUED', 'RUNNING')
                          and queued > 0 and running - riding < query_concurrency
                        for update skip locked""", grant.batch().value())
                .fetchOptional(BatchRow::new)
                .map(batch -> claim(new Taking(sql, node, grant, keys, items, questions, batch), grant, batch))
                .orElse(List.of());
    }

    /** Queries that were claimed before go first: they are the oldest of their batch. */
    private List<Claim> claim(Taking taking, Grant grant, BatchRow batch) {
        taking.again();
        int passed = 0;
        if (taking.claims().isEmpty()) {
            passed = taking.fresh();
        }
        if (passed > 0 || !taking.claims().isEmpty()) {
            moveBatch(grant.batch(), passed, taking.claims(), batch.fence());
        }
        return taking.claims();
    }

    private void moveBatch(BatchId batch, int passed, List<Claim> claims, long change) {
        int claimed = claims.size();
        int riding = claimed - slots(claims);
        boolean starts = claimed > 0;
        sql.execute("""
                update batch set next_n = next_n + ?, queued = queued - ?, running = running + ?, riding = riding + ?, change = ?,
                  state = case when ? then 'RUNNING' else state end,
                  start_time = case when ? then coalesce(start_time, current_timestamp) else start_time end,
                  deadline = case when ? then coalesce(deadline, current_timestamp + timeout_minutes * interval '1' minute)
                                  else deadline end
                where batch_id = ?""", passed, claimed, claimed, riding, change, starts, starts, starts, batch.value());
    }
}
