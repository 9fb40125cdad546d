package io.querybatch.batches.jpa;

import io.querybatch.batches.FailedItem;
import io.querybatch.batches.NewBatch;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.sql.Column;
import io.querybatch.planning.ItemJson;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Writes the items of a batch, as submitted and resolved; once. */
final class BatchItemRows {

    /** Of one statement: a bound for what it holds in memory. */
    private static final int MANY = 1_000;

    private final DSLContext sql;

    BatchItemRows(DSLContext sql) {
        this.sql = sql;
    }

    /** A row; {@code failed} is null if the item could be planned. */
    private record Row(BatchItem item, FailedItem failed) {

        private <V> V ofFailed(Function<FailedItem, V> value) {
            return failed == null ? null : value.apply(failed);
        }

        private <V> V ofFailure(Function<QueryFailure, V> value) {
            return failed == null ? null : value.apply(failed.failure());
        }
    }

    /** The row of the batch must be there. */
    void add(BatchId batch, NewBatch.Content content) {
        List<Row> rows = new ArrayList<>();
        content.items().forEach(item -> rows.add(new Row(item, null)));
        // To a server of the version before it is one that asks nothing.
        content.failed().forEach(failed -> rows.add(new Row(BatchItem.unplanned(failed.n(), failed.key()), failed)));
        for (int from = 0; from < rows.size(); from += MANY) {
            add(batch, rows.subList(from, Math.min(from + MANY, rows.size())));
        }
    }

    private void add(BatchId batch, List<Row> rows) {
        sql.execute(
                """
                insert into batch_item
                  (batch_id, first_n, item_key, ds_id, spec, cache_minutes, error_code, error_description, submitted)
                select ?, t.first_n, t.item_key, t.ds_id, t.spec, t.cache_minutes, t.error_code, t.error_description, t.submitted
                from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                  as t (first_n, item_key, ds_id, spec, cache_minutes, error_code, error_description, submitted)""",
                batch.value(),
                Column.of(rows, Integer[]::new, row -> row.item().firstN()),
                Column.of(rows, String[]::new, row -> row.item().key()),
                Column.of(rows, String[]::new, row -> row.item().spec().dataSource()),
                Column.of(rows, String[]::new, row -> ItemJson.write(row.item())),
                Column.of(rows, Integer[]::new, row -> row.item().cacheMinutes()),
                Column.of(
                        rows,
                        String[]::new,
                        row -> row.ofFailure(failure -> failure.code().name())),
                Column.of(rows, String[]::new, row -> row.ofFailure(QueryFailure::description)),
                Column.of(rows, String[]::new, row -> row.ofFailed(FailedItem::submitted)));
    }
}
