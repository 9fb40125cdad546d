package io.querybatch.batches.jpa;

import io.querybatch.audit.AuditEvent;
import io.querybatch.audit.AuditRows;
import io.querybatch.batches.BatchChange;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.BatchId;
import org.jooq.DSLContext;

/** Changes batches of the tenant that the event is of; the event is written down with what it came to. */
final class BatchChanges {

    private final DSLContext sql;
    private final AuditEvent by;

    BatchChanges(DSLContext sql, AuditEvent by) {
        this.sql = sql;
        this.by = by;
    }

    /** False if the batch has stopped, is to stop, or is not the tenant's. */
    boolean change(BatchId id, BatchChange change) {
        return noted(sql.execute(
                """
                update batch set paused = coalesce(?, paused), query_concurrency = coalesce(?, query_concurrency),
                  timeout_minutes = coalesce(?, timeout_minutes), description = coalesce(?, description),
                  deadline = start_time + coalesce(?, timeout_minutes) * interval '1' minute, change = change + 1,
                  pace_time = case when paused and pace_time is not null then current_timestamp else pace_time end
                where batch_id = ? and tenant = ? and state <> 'STOPPED' and stop_reason is null""",
                change.paused(),
                change.queryConcurrency(),
                change.timeoutMinutes(),
                change.description(),
                change.timeoutMinutes(),
                id.value(),
                by.tenant()));
    }

    /** False if the batch has not stopped, or is not the tenant's. */
    boolean noteResultsDeleted(BatchId id) {
        return noted(sql.execute("""
                update batch set results_deleted_time = coalesce(results_deleted_time, current_timestamp), change = change + 1
                where batch_id = ? and tenant = ? and state = 'STOPPED'""", id.value(), by.tenant()));
    }

    /** Whether a row was changed. */
    private boolean noted(int rows) {
        new AuditRows(sql).add(rows == 1 ? by : by.cameTo(ErrorCode.CONFLICT_ERROR.name()));
        return rows == 1;
    }
}
