package io.querybatch.execution.sql;

import io.querybatch.errors.ErrorCode;
import io.querybatch.execution.CancelProof;
import io.querybatch.execution.Completion;
import io.querybatch.execution.Outcome;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Publishes outcomes: a compare-and-set on the fence for each query, one move of the counters for each batch. */
final class Publication {

    private static final int MAX_DESCRIPTION = 2048;

    private final DSLContext sql;

    Publication(DSLContext sql) {
        this.sql = sql;
    }

    Set<ResultKey> publish(List<Completion> completions) {
        Map<String, List<Completion>> byBatch = completions.stream()
                .collect(Collectors.groupingBy(
                        completion -> completion.claim().query().batch().value(), TreeMap::new, Collectors.toList()));
        Set<ResultKey> late = new HashSet<>();
        byBatch.forEach((batch, outcomes) -> late.addAll(publish(batch, outcomes)));
        return late;
    }

    private Set<ResultKey> publish(String batch, List<Completion> completions) {
        Set<ResultKey> late = new HashSet<>();
        BatchLock lock = BatchLock.take(sql, batch).orElse(null);
        int[] recorded = lock == null ? new int[completions.size()] : record(lock, completions);
        Tally tally = new Tally();
        for (int i = 0; i < recorded.length; i++) {
            Completion completion = completions.get(i);
            ResultKey key = completion.claim().resultKey();
            if (recorded[i] == 0) {
                if (!isPublished(key, completion.outcome())) {
                    late.add(key);
                }
            } else {
                tally.count(lock, completion);
            }
        }
        tally.move(lock);
        return late;
    }

    /** How many queries of a batch went where. */
    private final class Tally {

        private int succeeded;
        private int failed;
        private int waiting;
        private int riding;

        void count(BatchLock lock, Completion completion) {
            riding += completion.claim().rides() ? 1 : 0;
            if (completion.outcome() instanceof Outcome.Succeeded) {
                succeeded++;
            } else if (waitsAgain(lock, completion)) {
                requeue(completion.claim().resultKey(), delay(completion.outcome()));
                waiting++;
            } else {
                failed++;
            }
        }

        void move(BatchLock lock) {
            int all = succeeded + failed + waiting;
            if (all > 0) {
                lock.move(sql, waiting, -all, riding, succeeded, failed);
            }
        }
    }

    /** In a batch that was stopped nothing runs again. */
    private static boolean waitsAgain(BatchLock lock, Completion completion) {
        Outcome outcome = completion.outcome();
        return (outcome instanceof Outcome.Postponed || outcome instanceof Outcome.Returned)
                && lock.stopReason() == null;
    }

    private static Duration delay(Outcome outcome) {
        return outcome instanceof Outcome.Postponed postponed ? postponed.delay() : Duration.ZERO;
    }

    private void requeue(ResultKey key, Duration delay) {
        sql.execute(
                "insert into requeued (batch_id, n, ready_time)"
                        + " values (?, ?, current_timestamp + cast(? as integer) * interval '0.001' second)",
                key.query().batch().value(),
                key.query().n(),
                (int) delay.toMillis());
    }

    /**
     * A commit whose answer was lost is published again: that outcome is not late, it is the one that counts. A success of a
     * query that was given up meanwhile is late.
     */
    private boolean isPublished(ResultKey key, Outcome outcome) {
        return sql.resultQuery(
                        "select 1 from query where batch_id = ? and n = ? and fence = ? and state in ('SUCCESS', ?)",
                        key.query().batch().value(),
                        key.query().n(),
                        key.fence(),
                        outcome instanceof Outcome.Succeeded ? "SUCCESS" : "FAILURE")
                .fetchOptional()
                .isPresent();
    }

    private int[] record(BatchLock lock, List<Completion> completions) {
        Object[][] rows =
                completions.stream().map(completion -> values(lock, completion)).toArray(Object[][]::new);
        return sql.batch("""
                        update query set state = ?, attempt = attempt - ?, change = ?, end_time = case when ? then current_timestamp end,
                          total_rows = ?, total_columns = ?, bytes = ?, error_code = ?, error_description = ?, cancel_proof = ?
                        where batch_id = ? and n = ? and fence = ? and state = 'RUNNING'""", rows).execute();
    }

    private static Object[] values(BatchLock lock, Completion completion) {
        ResultKey key = completion.claim().resultKey();
        boolean waits = waitsAgain(lock, completion);
        Outcome outcome = completion.outcome();
        Object[] values = new Object[13];
        values[0] = waits ? "QUEUED" : "FAILURE";
        values[1] = waits && outcome instanceof Outcome.Returned ? 1 : 0;
        values[2] = lock.change();
        values[3] = !waits;
        values[10] = lock.batch();
        values[11] = key.query().n();
        values[12] = key.fence();
        if (outcome instanceof Outcome.Succeeded success) {
            values[0] = "SUCCESS";
            values[4] = success.result().rows();
            values[5] = success.result().columns();
            values[6] = success.result().bytes();
        } else if (!waits) {
            putFailure(values, lock, outcome);
        }
        return values;
    }

    private static void putFailure(Object[] values, BatchLock lock, Outcome outcome) {
        if (outcome instanceof Outcome.Postponed postponed) {
            put(values, postponed.failure().code(), postponed.failure().description());
        } else if (outcome instanceof Outcome.Failed failed) {
            put(values, failed.failure().code(), failed.failure().description());
            values[9] = failed.cancel() == null ? null : failed.cancel().wireName();
        } else {
            // It was about to wait again when its batch was stopped.
            put(values, lock.stopReason().code(), lock.stopReason().description());
            values[9] = CancelProof.NEVER_STARTED.wireName();
        }
    }

    private static void put(Object[] values, ErrorCode code, String description) {
        values[7] = code.name();
        values[8] = description.substring(0, Math.min(description.length(), MAX_DESCRIPTION));
    }
}
