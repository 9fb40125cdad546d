package io.querybatch.batches.jpa;

import io.querybatch.batches.QueryState;
import io.querybatch.execution.sql.Items;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** What a batch asks, all of it or a part, as the items of another batch. */
final class BatchContent {

    private final DSLContext sql;
    private final BatchEntity batch;

    BatchContent(DSLContext sql, BatchEntity batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /** All of it. */
    List<BatchItem> items() {
        return new Items(sql)
                .of(new BatchId(batch.batchId), 1, batch.queryAmount).stream()
                        .map(Items.Item::item)
                        .toList();
    }

    /** Items of those queries only that have failed. */
    List<BatchItem> failedItems() {
        if (batch.failed == 0) {
            return List.of();
        }
        List<Integer> failed = new ChosenQueries(sql, batch).inState(QueryState.FAILURE, 0, batch.failed);
        List<BatchItem> parts = new ArrayList<>();
        int from = 0;
        for (BatchItem item : items()) {
            int to = from;
            while (to < failed.size() && failed.get(to) <= item.lastN()) {
                to++;
            }
            if (from < to) {
                parts.addAll(item.only(failed.subList(from, to), from + 1));
            }
            from = to;
        }
        return parts;
    }
}
