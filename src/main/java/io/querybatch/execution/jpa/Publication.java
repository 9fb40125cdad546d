package io.querybatch.execution.jpa;

import io.querybatch.execution.Completion;
import io.querybatch.execution.Outcome;
import io.querybatch.results.ResultKey;
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
        int[] published = lock == null ? new int[completions.size()] : record(lock, completions);
        int succeeded = 0;
        int failed = 0;
        for (int i = 0; i < published.length; i++) {
            Completion completion = completions.get(i);
            if (published[i] == 0) {
                if (!isPublished(completion.claim().resultKey())) {
                    late.add(completion.claim().resultKey());
                }
            } else if (completion.outcome() instanceof Outcome.Succeeded) {
                succeeded++;
            } else {
                failed++;
            }
        }
        if (succeeded + failed > 0) {
            lock.move(sql, 0, -succeeded - failed, succeeded, failed);
        }
        return late;
    }

    /** A commit whose answer was lost is published again: that outcome is not late, it is the one that counts. */
    private boolean isPublished(ResultKey key) {
        return sql.resultQuery(
                        "select 1 from query where batch_id = ? and n = ? and fence = ? and state in ('SUCCESS', 'FAILURE')",
                        key.query().batch().value(),
                        key.query().n(),
                        key.fence())
                .fetchOptional()
                .isPresent();
    }

    private int[] record(BatchLock lock, List<Completion> completions) {
        Object[][] rows =
                completions.stream().map(completion -> values(lock, completion)).toArray(Object[][]::new);
        return sql.batch("""
                        update query set state = ?, change = ?, end_time = current_timestamp, total_rows = ?,
                          total_columns = ?, bytes = ?, error_code = ?, error_description = ?, cancel_proof = ?
                        where batch_id = ? and n = ? and fence = ? and state = 'RUNNING'""", rows).execute();
    }

    private static Object[] values(BatchLock lock, Completion completion) {
        ResultKey key = completion.claim().resultKey();
        Object[] values = new Object[11];
        values[1] = lock.change();
        values[8] = lock.batch();
        values[9] = key.query().n();
        values[10] = key.fence();
        if (completion.outcome() instanceof Outcome.Succeeded success) {
            values[0] = "SUCCESS";
            values[2] = success.result().rows();
            values[3] = success.result().columns();
            values[4] = success.result().bytes();
        } else if (completion.outcome() instanceof Outcome.Failed failure) {
            String description = failure.failure().description();
            values[0] = "FAILURE";
            values[5] = failure.failure().code().name();
            values[6] = description.substring(0, Math.min(description.length(), MAX_DESCRIPTION));
            values[7] = failure.cancel() == null ? null : failure.cancel().wireName();
        }
        return values;
    }
}
