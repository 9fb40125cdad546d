package io.querybatch.execution.sql;

import io.querybatch.query.BatchId;
import java.util.List;
import org.jooq.DSLContext;

/** Finds and forgets batches past their retention. */
final class Retention {

    private final DSLContext sql;

    Retention(DSLContext sql) {
        this.sql = sql;
    }

    List<BatchId> expired(int limit) {
        return sql.resultQuery(
                        "select batch_id from batch where expires_time < current_timestamp order by expires_time limit ?",
                        limit)
                .fetch(row -> new BatchId(row.get("batch_id", String.class)));
    }

    /** Items, queries and the rest go with the batch. */
    int remove(BatchId batch) {
        return sql.execute("delete from batch where batch_id = ?", batch.value());
    }
}
