package io.querybatch.schedules.jpa;

import io.querybatch.errors.ErrorCode;
import io.querybatch.query.RecurrenceId;
import io.querybatch.schedules.NewRun;
import io.querybatch.schedules.RunError;
import io.querybatch.schedules.RunOutcome;
import io.querybatch.schedules.Schedule;
import io.querybatch.schedules.ScheduleRun;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What was made of due times, within a transaction. */
final class RunRows {

    /** Of each schedule; the newest. */
    static final int KEPT = 100;

    private final DSLContext sql;

    RunRows(DSLContext sql) {
        this.sql = sql;
    }

    /** Takes the step from what was seen and writes down the run; false if somebody was faster, then nothing is done. */
    boolean record(Schedule seen, NewRun run, Instant nextDue) {
        boolean first = new ScheduleRows(sql).step(seen, run, nextDue);
        if (first) {
            add(seen, run);
        }
        return first;
    }

    /** Adds a run, and forgets the oldest. */
    private void add(Schedule seen, NewRun run) {
        String id = seen.id().value();
        RunError error = run.error();
        sql.execute(
                """
                insert into recurrence_run (recurrence_id, n, due_time, run_time, outcome, missed, batch_id, error_code,
                  error_description)
                values (?, ?, cast(? as timestamp with time zone), current_timestamp, ?, ?, ?, ?, ?)""",
                id,
                seen.standing().version() + 1,
                ScheduleRows.value(run.due()),
                run.outcome().name(),
                run.missed(),
                run.batch() == null ? null : run.batch().id().value(),
                error == null ? null : error.code().name(),
                error == null ? null : error.description());
        sql.execute("""
                delete from recurrence_run where recurrence_id = ? and n <= (
                  select n from recurrence_run where recurrence_id = ? order by n desc offset ? rows fetch first 1 row only)""", id, id, KEPT);
    }

    List<ScheduleRun> latest(RecurrenceId id, int limit) {
        return sql.resultQuery(
                        "select * from recurrence_run where recurrence_id = ? order by n desc fetch first ? rows only",
                        id.value(),
                        limit)
                .fetch(RunRows::run);
    }

    private static ScheduleRun run(Record row) {
        String code = row.get("error_code", String.class);
        return new ScheduleRun(
                RunOutcome.valueOf(row.get("outcome", String.class)),
                ScheduleRows.time(row, "due_time"),
                ScheduleRows.time(row, "run_time"),
                row.get("missed", int.class),
                ScheduleRows.batch(row, "batch_id"),
                code == null
                        ? null
                        : new RunError(ErrorCode.valueOf(code), row.get("error_description", String.class)));
    }
}
