package io.querybatch.batches.jpa;

import io.querybatch.batches.FailedItem;
import io.querybatch.batches.NewBatch;
import io.querybatch.planning.ItemRun;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Writes the items of a batch, as submitted and resolved, as few rows; once. */
final class BatchItemRows {

    /** Rows that are sent together. */
    private static final int MANY = 1_000;

    private final DSLContext sql;

    BatchItemRows(DSLContext sql) {
        this.sql = sql;
    }

    /** A row; {@code failed} is null if the items could be planned. */
    private record Row(ItemRun run, FailedItem failed) {

        private static Row of(FailedItem failed) {
            return new Row(new ItemRun(BatchItem.unplanned(failed.n(), failed.key())), failed);
        }

        private BatchItem first() {
            return run.first();
        }

        /** Of a row with several items each has its own in the text. */
        private <V> V ofOne(Function<BatchItem, V> value) {
            return run.items() > 1 ? null : value.apply(first());
        }

        private Object[] values(BatchId batch) {
            return new Object[] {
                batch.value(),
                first().firstN(),
                run.items(),
                ofOne(BatchItem::key),
                first().spec().dataSource(),
                run.text(),
                ofOne(BatchItem::cacheMinutes),
                failed == null ? null : failed.failure().code().name(),
                failed == null ? null : failed.failure().description(),
                failed == null ? null : failed.submitted()
            };
        }
    }

    /** The row of the batch must be there. */
    void add(BatchId batch, NewBatch.Content content) {
        List<Row> rows = new ArrayList<>();
        ItemRun.of(content.items()).forEach(run -> rows.add(new Row(run, null)));
        content.failed().forEach(failed -> rows.add(Row.of(failed)));
        for (int from = 0; from < rows.size(); from += MANY) {
            add(batch, rows.subList(from, Math.min(from + MANY, rows.size())));
        }
    }

    private void add(BatchId batch, List<Row> rows) {
        sql.batch("""
                        insert into batch_item
                          (batch_id, first_n, items, item_key, ds_id, spec, cache_minutes, error_code, error_description, submitted)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows.stream().map(row -> row.values(batch)).toArray(Object[][]::new))
                .execute();
    }
}
