package io.querybatch.batches.jpa;

import io.querybatch.batches.FailedItem;
import io.querybatch.batches.NewBatch;
import io.querybatch.batches.QueryState;
import io.querybatch.execution.sql.Items;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** What a batch asks, all of it or a part, as the content of another batch. */
final class BatchContent {

    private final DSLContext sql;
    private final BatchEntity batch;

    BatchContent(DSLContext sql, BatchEntity batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /** All of it. */
    NewBatch.Content all() {
        Map<Integer, String> submitted = submitted();
        List<BatchItem> planned = new ArrayList<>();
        List<FailedItem> failed = new ArrayList<>();
        for (Items.Item item : items()) {
            if (item.failure() == null) {
                planned.add(item.item());
            } else {
                failed.add(failed(item, item.item().firstN(), submitted));
            }
        }
        return new NewBatch.Content(planned, failed);
    }

    private List<Items.Item> items() {
        return new Items(sql).of(new BatchId(batch.batchId), 1, batch.queryAmount);
    }

    private static FailedItem failed(Items.Item item, int n, Map<Integer, String> submitted) {
        return new FailedItem(n, item.item().key(), submitted.get(item.item().firstN()), item.failure());
    }

    /** By the number of the item's query. */
    private Map<Integer, String> submitted() {
        if (batch.unplanned == 0) {
            return Map.of();
        }
        return sql.resultQuery(
                        "select first_n, submitted from batch_item where batch_id = ? and error_code is not null",
                        batch.batchId)
                .fetchMap(row -> row.get("first_n", Integer.class), row -> row.get("submitted", String.class));
    }

    /** Those queries only that have failed. */
    NewBatch.Content failed() {
        List<BatchItem> planned = new ArrayList<>();
        List<FailedItem> failed = new ArrayList<>();
        if (batch.failed == 0) {
            return new NewBatch.Content(planned, failed);
        }
        Map<Integer, String> submitted = submitted();
        List<Integer> numbers = new ChosenQueries(sql, batch).inState(QueryState.FAILURE, 0, batch.failed);
        int from = 0;
        for (Items.Item item : items()) {
            int to = from;
            while (to < numbers.size() && numbers.get(to) <= item.item().lastN()) {
                to++;
            }
            if (from < to && item.failure() == null) {
                planned.addAll(item.item().only(numbers.subList(from, to), from + 1));
            } else if (from < to) {
                failed.add(failed(item, from + 1, submitted));
            }
            from = to;
        }
        return new NewBatch.Content(planned, failed);
    }
}
