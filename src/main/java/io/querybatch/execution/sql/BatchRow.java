package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerKeys;
import io.querybatch.query.BatchOrigin;
import io.querybatch.query.OutputFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.Record;

/** The row of a batch that queries are taken from, as it is when its transaction has got hold of it. */
record BatchRow(Record row) {

    /** What {@code select} has to name. */
    static final String COLUMNS = """
            next_n, query_amount, unplanned, queued, query_concurrency - running + riding as free, change, output_format,
            interactive, tenant, access_rights, schedule_time, request_id, trace_parent, trace_state, current_timestamp as now_is""";

    /** The first query that nobody has looked at. */
    int nextN() {
        return row.get("next_n", int.class);
    }

    int lastN() {
        return row.get("query_amount", int.class);
    }

    boolean hasUnplannedItems() {
        return row.get("unplanned", int.class) > 0;
    }

    int queued() {
        return row.get("queued", int.class);
    }

    /** So many of its queries may run besides those that do. */
    int free() {
        return row.get("free", int.class);
    }

    /** Under which its queries are taken. */
    long fence() {
        return row.get("change", long.class) + 1;
    }

    OutputFormat format() {
        return OutputFormat.parse(row.get("output_format", String.class)).orElseThrow();
    }

    boolean interactive() {
        return row.get("interactive", boolean.class);
    }

    String tenant() {
        return row.get("tenant", String.class);
    }

    AnswerKeys.Asker asker() {
        return new AnswerKeys.Asker(tenant(), row.get("access_rights", String.class));
    }

    Instant accepted() {
        return row.get("schedule_time", OffsetDateTime.class).toInstant();
    }

    BatchOrigin origin() {
        return new BatchOrigin(
                row.get("request_id", String.class),
                null,
                row.get("trace_parent", String.class),
                row.get("trace_state", String.class));
    }

    /** The time by the store's clock. */
    Instant now() {
        return row.get("now_is", OffsetDateTime.class).toInstant();
    }
}
