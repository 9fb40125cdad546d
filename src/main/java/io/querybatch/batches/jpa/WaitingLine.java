package io.querybatch.batches.jpa;

import io.querybatch.batches.Waiting;
import io.querybatch.batches.Waiting.Reason;
import io.querybatch.execution.ExecutionConfig;
import io.querybatch.execution.sql.Items;
import io.querybatch.query.BatchId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** The queries of a batch that wait: why, and behind how many. Queries start in order, so what keeps the first keeps all. */
final class WaitingLine {

    private final DSLContext sql;
    private final BatchEntity batch;
    private final ExecutionConfig config;
    private final NavigableMap<Integer, Pause> requeued;
    private final UnplannedQueries unplanned;
    private final long ahead;
    private final Reason reason;

    WaitingLine(DSLContext sql, BatchEntity batch, ExecutionConfig config) {
        this.sql = sql;
        this.batch = batch;
        this.config = config;
        this.unplanned = new UnplannedQueries(sql, batch);
        this.requeued = requeued();
        this.ahead = ahead();
        this.reason = reason();
    }

    /** Until when a query that was looked at before is left alone. */
    private enum Pause {
        NONE(null),
        BACKOFF(Reason.RETRY_BACKOFF),
        IDENTICAL(Reason.IDENTICAL_QUERY);

        private final Reason reason;

        Pause(Reason reason) {
            this.reason = reason;
        }

        static Pause of(boolean later, boolean identical) {
            if (identical) {
                return IDENTICAL;
            }
            return later ? BACKOFF : NONE;
        }
    }

    /** About a query that is QUEUED. */
    Waiting of(int n) {
        Pause pause = requeued.get(n);
        // One that was looked at before and waits no more was claimed since its row was read: then it was next.
        long before = n < batch.nextN
                ? requeued.headMap(n).size()
                : (long) requeued.size() + n - batch.nextN - unplanned.count(batch.nextN, n);
        boolean pauses = reason != Reason.PAUSED && pause != null && pause != Pause.NONE;
        return new Waiting(pauses ? pause.reason : reason, ahead + before + 1);
    }

    /** Numbers of the queries that were looked at before and wait again, and what each waits for. */
    private NavigableMap<Integer, Pause> requeued() {
        Map<Integer, Pause> all = sql.resultQuery("""
                        select n, ready_time is not null and ready_time > current_timestamp as later,
                          accepts_from is not null as identical
                        from requeued where batch_id = ?""", batch.batchId)
                .fetchMap(
                        row -> row.get("n", Integer.class),
                        row -> Pause.of(row.get("later", boolean.class), row.get("identical", boolean.class)));
        return new TreeMap<>(all);
    }

    /** Queries of the tenant's batches that go before this one. */
    private long ahead() {
        return sql.resultQuery("""
                        select coalesce(sum(queued), 0) from batch
                        where tenant = ? and state in ('QUEUED', 'RUNNING') and stop_reason is null and not paused
                          and (interactive and not ? or interactive = ? and seq < ?)""", batch.tenant, batch.interactive, batch.interactive, batch.seq)
                .fetchSingle(0, long.class);
    }

    private Reason reason() {
        if (batch.paused) {
            return Reason.PAUSED;
        }
        if (batch.running - batch.riding >= batch.queryConcurrency) {
            return Reason.BATCH_CONCURRENCY;
        }
        if (config.shares().capped() && tenantRunning() >= config.shares().concurrency()) {
            return Reason.TENANT_LIMIT;
        }
        return sourceIsFull() ? Reason.SOURCE_LIMIT : Reason.SERVER_CAPACITY;
    }

    private long tenantRunning() {
        return sql.resultQuery(
                        "select coalesce(sum(running - riding), 0) from batch where tenant = ? and state in ('QUEUED', 'RUNNING')",
                        batch.tenant)
                .fetchSingle(0, long.class);
    }

    /** Whether no living node has room for the next query at its data source. */
    private boolean sourceIsFull() {
        int next = Math.min(batch.nextN, batch.queryAmount);
        int first = requeued.entrySet().stream()
                .filter(entry -> entry.getValue() == Pause.NONE)
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(next);
        String source = new Items(sql)
                .of(new BatchId(batch.batchId), first, first)
                .get(0)
                .dataSource();
        List<String> nodes =
                sql.resultQuery("""
                        select full_sources from node
                        where heartbeat_at > current_timestamp - cast(? as integer) * interval '1' second""", (int) config.nodeTimeout().toSeconds()).fetch(0, String.class);
        return !nodes.isEmpty()
                && nodes.stream().allMatch(full -> List.of(full.split(",")).contains(source));
    }
}
