package io.querybatch.webhooks.sql;

import io.querybatch.batches.Callback;
import io.querybatch.query.BatchId;
import io.querybatch.webhooks.DeliveryId;
import io.querybatch.webhooks.DeliveryState;
import io.querybatch.webhooks.DueDelivery;
import io.querybatch.webhooks.Reply;
import io.querybatch.webhooks.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Attempts: what is due, who takes it, and what came of it. */
final class DeliveryTurns {

    private static final String LATER = "current_timestamp + cast(? as integer) * interval '1' second";

    private final DSLContext sql;

    DeliveryTurns(DSLContext sql) {
        this.sql = sql;
    }

    /** A delivery is due when its batch has stopped: that is one and the same commit. */
    List<DueDelivery> due(int ofTenant, int limit) {
        return sql.resultQuery("""
                        select * from (
                          select d.batch_id, d.n, d.attempts, d.due_time, b.tenant, b.callback_url, b.callback_secret, b.callback_base,
                            row_number() over (partition by b.tenant order by d.due_time, d.batch_id, d.n) as turn
                          from delivery d join batch b on b.batch_id = d.batch_id
                          where d.state = 'QUEUED' and d.due_time <= current_timestamp and b.state = 'STOPPED') due
                        where turn <= ? order by turn, due_time, batch_id limit ?""", ofTenant, limit).fetch(DeliveryTurns::due);
    }

    private static DueDelivery due(Record row) {
        return new DueDelivery(
                new DeliveryId(new BatchId(row.get("batch_id", String.class)), row.get("n", int.class)),
                row.get("attempts", int.class) + 1,
                row.get("tenant", String.class),
                new Callback(row.get("callback_url", String.class), row.get("callback_secret", String.class)),
                row.get("callback_base", String.class));
    }

    boolean claim(DueDelivery due, Duration lease, Duration retryFor) {
        int claimed = sql.execute(
                """
                update delivery set attempts = ?, due_time = %1$s, give_up_time = coalesce(give_up_time, %1$s)
                where batch_id = ? and n = ? and attempts = ? and state = 'QUEUED' and due_time <= current_timestamp""".formatted(LATER),
                due.attempt(),
                seconds(lease),
                seconds(retryFor),
                batch(due),
                due.id().n(),
                due.attempt() - 1);
        if (claimed == 1) {
            sql.execute(
                    "insert into delivery_attempt (batch_id, n, attempt, start_time) values (?, ?, ?, current_timestamp)",
                    batch(due),
                    due.id().n(),
                    due.attempt());
        }
        return claimed == 1;
    }

    Optional<DeliveryState> record(DueDelivery due, Reply reply, Duration took, Verdict verdict) {
        sql.execute(
                """
                update delivery_attempt set duration_millis = ?, status = ?, error = ?
                where batch_id = ? and n = ? and attempt = ?""",
                took.toMillis(),
                reply.status(),
                reply.error(),
                batch(due),
                due.id().n(),
                due.attempt());
        boolean own = verdict.state() == DeliveryState.QUEUED ? goOn(due, verdict.pause()) : end(due, verdict.state());
        return own ? state(due) : Optional.empty();
    }

    private boolean goOn(DueDelivery due, Duration pause) {
        int millis = Math.toIntExact(pause.toMillis());
        String next = "current_timestamp + cast(? as integer) * interval '0.001' second";
        return sql.execute(
                        """
                        update delivery set due_time = %1$s,
                          state = case when give_up_time < %1$s then 'FAILURE' else 'QUEUED' end,
                          end_time = case when give_up_time < %1$s then current_timestamp end
                        where batch_id = ? and n = ? and attempts = ? and state = 'QUEUED'""".formatted(next),
                        millis,
                        millis,
                        millis,
                        batch(due),
                        due.id().n(),
                        due.attempt())
                == 1;
    }

    private boolean end(DueDelivery due, DeliveryState state) {
        return sql.execute("""
                        update delivery set state = ?, end_time = current_timestamp
                        where batch_id = ? and n = ? and attempts = ? and state = 'QUEUED'""", state.name(), batch(due), due.id().n(), due.attempt()) == 1;
    }

    private Optional<DeliveryState> state(DueDelivery due) {
        return sql.resultQuery(
                        "select state from delivery where batch_id = ? and n = ?",
                        batch(due),
                        due.id().n())
                .fetchOptional(row -> DeliveryState.valueOf(row.get("state", String.class)));
    }

    private static String batch(DueDelivery due) {
        return due.id().batch().value();
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
