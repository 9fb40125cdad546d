package io.querybatch.execution.sql;

import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;

/** Writes how attempts of one batch ended, by one statement: a compare-and-set on the fence of each query. */
final class Endings {

    private static final String ROWS = """
            unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as t (n, fence, state, uncharged, change, total_rows, total_columns, bytes, error_code, error_description, proof)""";

    private static final String SETS = """
            state = t.state, attempt = q.attempt - t.uncharged, change = t.change,
              end_time = case when t.state <> 'QUEUED' then current_timestamp end, total_rows = t.total_rows,
              total_columns = t.total_columns, bytes = t.bytes, error_code = t.error_code,
              error_description = t.error_description, cancel_proof = t.proof""";

    private static final String RUNNING = "q.batch_id = ? and q.n = t.n and q.fence = t.fence and q.state = 'RUNNING'";

    /** H2 updates rows of another table so, and no other way. */
    private static final String BY_MERGE = "select n, fence from final table (merge into query q using (select * from "
            + ROWS + ") t on (" + RUNNING + ") when matched then update set " + SETS + ")";

    /** The numbers once more: PostgreSQL would read all queries of the batch for a join. */
    private static final String BY_UPDATE = "update query q set " + SETS + " from " + ROWS + " where " + RUNNING
            + " and q.n = any(?) returning q.n, q.fence";

    private final DSLContext sql;

    Endings(DSLContext sql) {
        this.sql = sql;
    }

    /** Returns the attempts that were running until now; the set is the caller's. At most one ending for each attempt. */
    Set<ResultKey> write(BatchLock lock, List<Ending> endings) {
        BatchId batch = new BatchId(lock.batch());
        Integer[] numbers = Column.of(endings, Integer[]::new, Endings::n);
        Object[] rows = {
            numbers,
            Column.of(endings, Long[]::new, ending -> ending.key().fence()),
            Column.of(endings, String[]::new, Ending::state),
            Column.of(endings, Integer[]::new, Ending::uncharged),
            Column.of(endings, Long[]::new, ending -> lock.change()),
            Column.of(endings, Long[]::new, result(ResultSummary::rows)),
            Column.of(endings, Integer[]::new, result(ResultSummary::columns)),
            Column.of(endings, Long[]::new, result(ResultSummary::bytes)),
            Column.of(endings, String[]::new, Ending::errorCode),
            Column.of(endings, String[]::new, Ending::errorDescription),
            Column.of(endings, String[]::new, Ending::cancelProof),
            lock.batch(),
            numbers
        };
        boolean merges = sql.dialect() == SQLDialect.H2;
        Object[] values = merges ? Arrays.copyOf(rows, rows.length - 1) : rows;
        return new HashSet<>(
                sql.resultQuery(merges ? BY_MERGE : BY_UPDATE, values).fetch(row -> attempt(batch, row)));
    }

    private static int n(Ending ending) {
        return ending.key().query().n();
    }

    private static ResultKey attempt(BatchId batch, Record row) {
        return new ResultKey(new ScheduleId(batch, row.get("n", int.class)), row.get("fence", long.class));
    }

    private static <V> Function<Ending, V> result(Function<ResultSummary, V> value) {
        return ending -> ending.result() == null ? null : value.apply(ending.result());
    }
}
