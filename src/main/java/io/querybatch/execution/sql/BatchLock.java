package io.querybatch.execution.sql;

import io.querybatch.execution.Pace;
import io.querybatch.execution.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * A batch whose row this transaction holds, with the number that its changes carry.
 *
 * @param batch the batch
 * @param tenant whose it is
 * @param change number of the change that is being made
 * @param stopReason why the batch was stopped, or null
 * @param unfinished its queries that wait or run, before the change
 * @param course how it has gone until now; null if that no longer matters
 */
record BatchLock(String batch, String tenant, long change, StopReason stopReason, int unfinished, BatchCourse course) {

    /** Waits for the batch; empty when it is gone. */
    static Optional<BatchLock> take(DSLContext sql, String batch) {
        return sql.resultQuery("""
                        select tenant, change, stop_reason, queued + running as unfinished, running, succeeded + failed as ended,
                          coalesce(start_time, schedule_time) as started, unplanned, current_timestamp as now_is,
                          pace_time, pace_first, pace_ended, pace_moves, pace_queries, pace_seconds, pace_busy, pace_spread,
                          pace_all_seconds
                        from batch where batch_id = ? for update""", batch).fetchOptional(row -> of(batch, row));
    }

    private static BatchLock of(String batch, Record row) {
        String reason = row.get("stop_reason", String.class);
        return new BatchLock(
                batch,
                row.get("tenant", String.class),
                row.get("change", long.class) + 1,
                reason == null ? null : StopReason.valueOf(reason),
                row.get("unfinished", int.class),
                reason == null ? BatchCourse.of(row) : null);
    }

    /**
     * Moves the counters, by as much as the queries moved, and ends the batch when nothing is left to do; once. Of the queries that
     * are running no more, {@code riding} had no scan of their own.
     */
    void move(DSLContext sql, int queued, int running, int riding, int succeeded, int failed) {
        Pace pace = course == null ? null : course.after(succeeded + failed);
        List<Object> values = new ArrayList<>(List.of(queued, running, riding, succeeded, failed, change));
        if (pace != null) {
            values.addAll(BatchCourse.values(pace));
        }
        values.add(batch);
        sql.execute(
                "update batch set queued = queued + ?, running = running + ?, riding = riding - ?,"
                        + " succeeded = succeeded + ?, failed = failed + ?, change = ?"
                        + (pace == null ? "" : BatchCourse.SETS) + " where batch_id = ?",
                values.toArray());
        if (unfinished + queued + running == 0) {
            end(sql);
        }
    }

    private void end(DSLContext sql) {
        int ended = sql.execute("""
                update batch set state = 'STOPPED', end_time = current_timestamp,
                  expires_time = current_timestamp + retention_hours * interval '1' hour,
                  outcome = case when stop_reason = 'CANCELLED' then 'cancelled'
                                 when stop_reason = 'TIMED_OUT' then 'timed_out'
                                 when failed > 0 then 'completed_with_errors'
                                 else 'completed' end
                where batch_id = ? and state <> 'STOPPED'""", batch);
        if (ended == 1) {
            EndedHere.note(sql, tenant, batch);
        }
    }
}
