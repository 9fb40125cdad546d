package io.querybatch.execution.sql;

import io.querybatch.execution.ExecutionStore.StoppedBatch;
import io.querybatch.execution.StopReason;
import io.querybatch.query.BatchId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;

/** Stops batches: the intent first, then everything that need not wait for a worker. */
final class Stops {

    private static final String WAITING = "(select batch_id, n, ready_time from requeued where batch_id = ?)";
    private static final String IS_WAITING = "q.batch_id = w.batch_id and q.n = w.n";
    private static final String SETS = """
            set state = 'FAILURE', change = ?, end_time = current_timestamp, error_code = ?, error_description = ?,
              cancel_proof = case when w.ready_time is not null then 'never_started' else 'kill_unconfirmed' end""";

    /** H2 would ask who waits once for every query of the batch. */
    private static final String BY_MERGE =
            "merge into query q using " + WAITING + " w on (" + IS_WAITING + ") when matched then update " + SETS;

    private static final String BY_UPDATE =
            "with w as " + WAITING + " update query q " + SETS + " from w where " + IS_WAITING;

    private final DSLContext sql;

    Stops(DSLContext sql) {
        this.sql = sql;
    }

    /** Returns whether this call is the one that stopped it. */
    boolean stop(BatchId batch, StopReason reason) {
        return sql.resultQuery("""
                        select tenant, queued, running, change from batch
                        where batch_id = ? and stop_reason is null and state <> 'STOPPED' for update""", batch.value())
                .fetchOptional()
                .map(row -> stop(batch, reason, row))
                .orElse(false);
    }

    private boolean stop(BatchId batch, StopReason reason, Record row) {
        int queued = row.get("queued", int.class);
        long change = row.get("change", long.class) + 1;
        failRequeued(batch, reason, change);
        sql.execute("""
                update batch set stop_reason = ?, stop_time = current_timestamp, stop_change = ?,
                  cancel_time = case when ? then current_timestamp end
                where batch_id = ?""", reason.name(), change, reason == StopReason.CANCELLED, batch.value());
        new BatchLock(
                        batch.value(),
                        row.get("tenant", String.class),
                        change,
                        reason,
                        queued + row.get("running", int.class),
                        null)
                .move(sql, -queued, 0, 0, 0, queued);
        return true;
    }

    /**
     * Those that ran on a node that was lost: nobody can tell whether their statements still run. Those that wait for
     * another try have none that does.
     */
    private void failRequeued(BatchId batch, StopReason reason, long change) {
        sql.execute(
                sql.dialect() == SQLDialect.H2 ? BY_MERGE : BY_UPDATE,
                batch.value(),
                change,
                reason.code().name(),
                reason.description());
        sql.execute("delete from requeued where batch_id = ?", batch.value());
    }

    List<BatchId> stopOverdue() {
        return sql.resultQuery("""
                        select batch_id from batch
                        where state = 'RUNNING' and stop_reason is null and deadline < current_timestamp
                        order by batch_id""").fetch(row -> new BatchId(row.get("batch_id", String.class))).stream()
                .filter(batch -> stop(batch, StopReason.TIMED_OUT))
                .toList();
    }

    List<StoppedBatch> toDeliver(long node) {
        return sql.resultQuery("""
                        select b.batch_id, b.stop_reason from batch b
                        where b.state = 'RUNNING' and b.stop_reason is not null and b.running > 0
                          and exists (select 1 from query q
                                      where q.batch_id = b.batch_id and q.node_id = ? and q.state = 'RUNNING')""", node)
                .fetch(row -> new StoppedBatch(
                        new BatchId(row.get("batch_id", String.class)),
                        StopReason.valueOf(row.get("stop_reason", String.class))));
    }
}
