package io.querybatch.webhooks.sql;

import io.querybatch.query.BatchId;
import io.querybatch.webhooks.Delivery;
import io.querybatch.webhooks.DeliveryId;
import io.querybatch.webhooks.DeliveryState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What was delivered of a batch, and what is to be delivered once more. */
final class DeliveryLog {

    private final DSLContext sql;

    DeliveryLog(DSLContext sql) {
        this.sql = sql;
    }

    List<Delivery> of(BatchId batch) {
        Map<Integer, List<Delivery.Attempt>> attempts = sql.resultQuery(
                        "select * from delivery_attempt where batch_id = ? order by n, attempt", batch.value())
                .fetchGroups(row -> row.get("n", Integer.class), DeliveryLog::attempt);
        return sql.resultQuery("select * from delivery where batch_id = ? order by n", batch.value())
                .fetch(row -> delivery(batch, row, attempts));
    }

    private static Delivery.Attempt attempt(Record row) {
        return new Delivery.Attempt(
                row.get("attempt", int.class),
                time(row, "start_time"),
                row.get("duration_millis", Long.class),
                row.get("status", Integer.class),
                row.get("error", String.class));
    }

    private static Delivery delivery(BatchId batch, Record row, Map<Integer, List<Delivery.Attempt>> attempts) {
        int n = row.get("n", int.class);
        return new Delivery(
                new DeliveryId(batch, n),
                DeliveryState.valueOf(row.get("state", String.class)),
                time(row, "created_time"),
                time(row, "due_time"),
                time(row, "end_time"),
                attempts.getOrDefault(n, List.of()));
    }

    private static Instant time(Record row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Two who ask at the same time wait for each other at the batch: the second finds what the first has asked for. */
    Optional<DeliveryId> again(BatchId batch, int most) {
        sql.execute("select batch_id from batch where batch_id = ? for update", batch.value());
        int added = sql.execute("""
                insert into delivery (batch_id, n, state, attempts, created_time, due_time)
                select batch_id, max(n) + 1, 'QUEUED', 0, current_timestamp, current_timestamp
                from delivery where batch_id = ? group by batch_id
                having count(*) < ? and sum(case when state = 'QUEUED' then 1 else 0 end) = 0""", batch.value(), most);
        return added == 0
                ? Optional.empty()
                : sql.resultQuery("select max(n) as n from delivery where batch_id = ?", batch.value())
                        .fetchOptional(row -> new DeliveryId(batch, row.get("n", int.class)));
    }
}
