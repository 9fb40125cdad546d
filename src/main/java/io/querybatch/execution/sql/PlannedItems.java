package io.querybatch.execution.sql;

import io.querybatch.query.BatchId;
import org.jooq.DSLContext;

/** Finds the items of a batch whose queries can run, among others that could not be planned. */
final class PlannedItems {

    private final DSLContext sql;

    PlannedItems(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Number of the first query that can run, from the first one of an item on; {@code none} if there is none. What could not be
     * planned has rows of its own, so one that has none can run.
     */
    int first(BatchId batch, int from, int none) {
        if (from == none || !isUnplanned(batch, from)) {
            return from;
        }
        return sql.resultQuery(
                        "select min(first_n) from batch_item where batch_id = ? and first_n >= ? and error_code is null",
                        batch.value(),
                        from)
                .fetchOptional(0, Integer.class)
                .orElse(none);
    }

    private boolean isUnplanned(BatchId batch, int n) {
        return sql.resultQuery(
                        "select 1 from batch_item where batch_id = ? and first_n = ? and error_code is not null",
                        batch.value(),
                        n)
                .fetchOptional()
                .isPresent();
    }

    /** Data source of the first such query behind another one; empty if there is none. */
    String sourceBehind(BatchId batch, int n) {
        return sql.resultQuery(
                        "select ds_id from batch_item where batch_id = ? and first_n > ? and error_code is null"
                                + " order by first_n fetch first 1 rows only",
                        batch.value(),
                        n)
                .fetchOptional(0, String.class)
                .orElse("");
    }
}
