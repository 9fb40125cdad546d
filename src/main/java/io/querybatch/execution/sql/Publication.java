package io.querybatch.execution.sql;

import io.querybatch.execution.Completion;
import io.querybatch.execution.Outcome;
import io.querybatch.results.ResultKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Publishes outcomes: a compare-and-set on the fence for each query, one move of the counters for each batch. */
final class Publication {

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
        Set<ResultKey> recorded = lock == null ? new HashSet<>() : record(lock, completions);
        Tally tally = new Tally();
        for (Completion completion : completions) {
            ResultKey key = completion.claim().resultKey();
            if (recorded.remove(key)) {
                tally.count(lock, completion);
            } else if (!isPublished(key, completion.outcome())) {
                late.add(key);
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
            } else if (Ending.waitsAgain(lock, completion.outcome())) {
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

    /** The first outcome of each attempt: there should be no other, and one statement cannot write two. */
    private Set<ResultKey> record(BatchLock lock, List<Completion> completions) {
        Map<ResultKey, Ending> endings = new LinkedHashMap<>();
        for (Completion completion : completions) {
            endings.putIfAbsent(completion.claim().resultKey(), Ending.of(lock, completion));
        }
        return new Endings(sql).write(lock, List.copyOf(endings.values()));
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
}
