package io.querybatch.execution.sql;

import io.querybatch.execution.ExecutionStore.EndedBatch;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What the result store may hold that no outcome names. */
final class Sweeps {

    /** Long enough for a late worker to find out by itself that nobody wants its result. */
    private static final int REST_SECONDS = 60;

    private final DSLContext sql;

    Sweeps(DSLContext sql) {
        this.sql = sql;
    }

    List<EndedBatch> unswept(int limit) {
        return sql.resultQuery("""
                        select batch_id, results_deleted_time is not null as deleted from batch
                        where state = 'STOPPED' and not swept
                          and coalesce(results_deleted_time, end_time + cast(? as integer) * interval '1' second) < current_timestamp
                        order by seq limit ?""", REST_SECONDS, limit)
                .fetch(row -> new EndedBatch(
                        new BatchId(row.get("batch_id", String.class)), row.get("deleted", boolean.class)));
    }

    int swept(BatchId batch) {
        return sql.execute("update batch set swept = true where batch_id = ?", batch.value());
    }

    List<ResultKey> unpublished(BatchId batch, Collection<ResultKey> keys) {
        List<Integer> numbers =
                keys.stream().map(key -> key.query().n()).distinct().toList();
        Set<String> published = new HashSet<>(sql.select(DSL.field("n"), DSL.field("fence"))
                .from("query")
                .where("batch_id = ?", batch.value())
                .and("state = 'SUCCESS'")
                .and(DSL.field("n", Integer.class).in(numbers))
                .fetch(row -> row.get(0, Integer.class) + "-" + row.get(1, Long.class)));
        return keys.stream()
                .filter(key -> !published.contains(key.query().n() + "-" + key.fence()))
                .toList();
    }

    List<ResultKey> unusedPacks(BatchId batch, Collection<ResultKey> leads) {
        List<Integer> numbers =
                leads.stream().map(lead -> lead.query().n()).distinct().toList();
        Set<String> used = new HashSet<>(sql.selectDistinct(DSL.field("lead"), DSL.field("fence"))
                .from("query")
                .where("batch_id = ?", batch.value())
                .and("state = 'SUCCESS'")
                .and(DSL.field("lead", Integer.class).in(numbers))
                .fetch(row -> row.get(0, Integer.class) + "-" + row.get(1, Long.class)));
        return leads.stream()
                .filter(lead -> !used.contains(lead.query().n() + "-" + lead.fence()))
                .toList();
    }

    List<BatchId> unknown(Collection<BatchId> batches) {
        List<String> ids = batches.stream().map(BatchId::value).toList();
        Set<String> known = new HashSet<>(sql.select(DSL.field("batch_id", String.class))
                .from("batch")
                .where(DSL.field("batch_id", String.class).in(ids))
                .fetch(0, String.class));
        List<BatchId> unknown = new ArrayList<>(batches);
        unknown.removeIf(batch -> known.contains(batch.value()));
        return unknown;
    }
}
