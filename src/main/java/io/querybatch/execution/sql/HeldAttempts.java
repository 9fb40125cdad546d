package io.querybatch.execution.sql;

import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** What a living node holds, and how it gives some of that back. */
final class HeldAttempts {

    private final DSLContext sql;

    HeldAttempts(DSLContext sql) {
        this.sql = sql;
    }

    Set<ResultKey> of(long node) {
        return new HashSet<>(sql.resultQuery("""
                        select q.batch_id, q.n, q.fence from query q join batch b on b.batch_id = q.batch_id
                        where b.running > 0 and q.state = 'RUNNING' and q.node_id = ?""", node)
                .fetch(row -> new ResultKey(
                        new ScheduleId(new BatchId(row.get("batch_id", String.class)), row.get("n", int.class)),
                        row.get("fence", long.class))));
    }

    int giveBack(long node, Set<ResultKey> attempts) {
        Map<String, List<ResultKey>> byBatch = attempts.stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.query().batch().value(), TreeMap::new, Collectors.toList()));
        int given = 0;
        for (Map.Entry<String, List<ResultKey>> batch : byBatch.entrySet()) {
            given += BatchLock.take(sql, batch.getKey())
                    .map(lock -> giveBack(node, lock, batch.getValue()))
                    .orElse(0);
        }
        return given;
    }

    private int giveBack(long node, BatchLock lock, List<ResultKey> attempts) {
        int requeued = 0;
        int failed = 0;
        int riding = 0;
        for (ResultKey attempt : attempts) {
            riding += rides(node, lock, attempt) ? 1 : 0;
            if (lock.stopReason() == null) {
                requeued += requeue(node, lock, attempt);
            } else {
                failed += fail(node, lock, attempt);
            }
        }
        lock.move(sql, requeued, -requeued - failed, riding, 0, failed);
        return requeued + failed;
    }

    private boolean rides(long node, BatchLock lock, ResultKey attempt) {
        return sql.resultQuery(
                        "select 1 from query where batch_id = ? and n = ? and fence = ? and node_id = ? and state = 'RUNNING' and lead <> n",
                        lock.batch(),
                        attempt.query().n(),
                        attempt.fence(),
                        node)
                .fetchOptional()
                .isPresent();
    }

    private int requeue(long node, BatchLock lock, ResultKey attempt) {
        int moved = sql.execute(
                "update query set state = 'QUEUED', attempt = attempt - 1, change = ?"
                        + " where batch_id = ? and n = ? and fence = ? and node_id = ? and state = 'RUNNING'",
                lock.change(),
                lock.batch(),
                attempt.query().n(),
                attempt.fence(),
                node);
        if (moved == 1) {
            sql.execute(
                    "insert into requeued (batch_id, n) values (?, ?)",
                    lock.batch(),
                    attempt.query().n());
        }
        return moved;
    }

    /** The batch was stopped meanwhile: this attempt has not run, and no other will. */
    private int fail(long node, BatchLock lock, ResultKey attempt) {
        return sql.execute(
                "update query set state = 'FAILURE', end_time = current_timestamp, change = ?, error_code = ?,"
                        + " error_description = ?, cancel_proof = 'never_started'"
                        + " where batch_id = ? and n = ? and fence = ? and node_id = ? and state = 'RUNNING'",
                lock.change(),
                lock.stopReason().code().name(),
                lock.stopReason().description(),
                lock.batch(),
                attempt.query().n(),
                attempt.fence(),
                node);
    }
}
