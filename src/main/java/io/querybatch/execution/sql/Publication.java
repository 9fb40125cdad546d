package io.querybatch.execution.sql;

import io.querybatch.errors.QueryFailure;
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
            } else if (completion.outcome() instanceof Outcome.Succeeded) {
                tally.succeeded++;
            } else if (isPostponed(lock, completion)) {
                requeue(key, ((Outcome.Postponed) completion.outcome()).delay());
                tally.postponed++;
            } else {
                tally.failed++;
            }
        }
        tally.move(lock);
        return late;
    }

    /** How many queries of a batch went where. */
    private final class Tally {

        private int succeeded;
        private int failed;
        private int postponed;

        void move(BatchLock lock) {
            int all = succeeded + failed + postponed;
            if (all > 0) {
                lock.move(sql, postponed, -all, succeeded, failed);
            }
        }
    }

    /** In a batch that was stopped nothing runs again. */
    private static boolean isPostponed(BatchLock lock, Completion completion) {
        return completion.outcome() instanceof Outcome.Postponed && lock.stopReason() == null;
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
                        update query set state = ?, change = ?, end_time = case when ? then current_timestamp end,
                          total_rows = ?, total_columns = ?, bytes = ?, error_code = ?, error_description = ?, cancel_proof = ?
                        where batch_id = ? and n = ? and fence = ? and state = 'RUNNING'""", rows).execute();
    }

    private static Object[] values(BatchLock lock, Completion completion) {
        ResultKey key = completion.claim().resultKey();
        boolean postponed = isPostponed(lock, completion);
        Object[] values = new Object[12];
        values[0] = "FAILURE";
        values[1] = lock.change();
        values[2] = !postponed;
        values[9] = lock.batch();
        values[10] = key.query().n();
        values[11] = key.fence();
        if (completion.outcome() instanceof Outcome.Succeeded success) {
            values[0] = "SUCCESS";
            values[3] = success.result().rows();
            values[4] = success.result().columns();
            values[5] = success.result().bytes();
        } else if (postponed) {
            values[0] = "QUEUED";
        } else if (completion.outcome() instanceof Outcome.Postponed failure) {
            put(values, failure.failure());
        } else if (completion.outcome() instanceof Outcome.Failed failure) {
            put(values, failure.failure());
            values[8] = failure.cancel() == null ? null : failure.cancel().wireName();
        }
        return values;
    }

    private static void put(Object[] values, QueryFailure failure) {
        String description = failure.description();
        values[6] = failure.code().name();
        values[7] = description.substring(0, Math.min(description.length(), MAX_DESCRIPTION));
    }
}
