package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.Claim;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;

/** Writes what was taken from a batch, by a node and under a fence. */
final class TakenRows {

    /** How soon a query that waits for the answer to another one looks for it first: as soon as a quick one is there. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);

    /** It looks again after as long as it has waited, but not later than this. */
    private static final Duration LATEST_LOOK = Duration.ofMillis(500);

    private static final String IN_MILLIS = "current_timestamp + cast(? as integer) * interval '0.001' second";

    private final DSLContext sql;
    private final long node;
    private final String batch;
    private final long fence;
    private final Instant accepted;

    /** {@code accepted} is when the batch was. */
    TakenRows(DSLContext sql, long node, BatchId batch, long fence, Instant accepted) {
        this.sql = sql;
        this.node = node;
        this.batch = batch.value();
        this.fence = fence;
        this.accepted = accepted;
    }

    /**
     * A query that waits for the answer to another one.
     *
     * @param acceptsFrom the answer may be as of then or later
     * @param waited how long it has waited until now
     */
    record Waiter(int n, Instant acceptsFrom, Duration waited) {

        private int millisToLook() {
            return (int) Math.min(Math.max(waited.toMillis(), FIRST_LOOK.toMillis()), LATEST_LOOK.toMillis());
        }
    }

    /** A row of {@code query} as it is begun with; the last three are null unless an answer is there. */
    private record Row(int n, String state, int attempt, long node, Integer lead, Instant asOf, String source) {}

    /** Of queries that have no rows yet. */
    void insert(List<Claim> claims, List<Waiter> waiters) {
        List<Row> rows = new ArrayList<>();
        claims.forEach(claim -> rows.add(
                new Row(claim.query().n(), "RUNNING", 1, node, claim.lead(), asOf(claim), source(claim, false))));
        waiters.forEach(waiter -> rows.add(new Row(waiter.n(), "QUEUED", 0, 0, null, null, null)));
        if (!rows.isEmpty()) {
            insert(rows);
        }
        if (!waiters.isEmpty()) {
            insertWaiting(waiters);
        }
    }

    private void insert(List<Row> rows) {
        sql.execute(
                """
                insert into query (batch_id, n, state, attempt, fence, node_id, change, lead, as_of, source, start_time)
                select ?, t.n, t.state, t.attempt, ?, t.node_id, ?, t.lead, cast(t.as_of as timestamp(3) with time zone),
                  t.source, current_timestamp
                from unnest(?, ?, ?, ?, ?, ?, ?) as t (n, state, attempt, node_id, lead, as_of, source)""",
                batch,
                fence,
                fence,
                Column.of(rows, Integer[]::new, Row::n),
                Column.of(rows, String[]::new, Row::state),
                Column.of(rows, Integer[]::new, Row::attempt),
                Column.of(rows, Long[]::new, Row::node),
                Column.of(rows, Integer[]::new, Row::lead),
                Column.of(rows, String[]::new, row -> text(row.asOf())),
                Column.of(rows, String[]::new, Row::source));
    }

    private void insertWaiting(List<Waiter> waiters) {
        sql.execute(
                "insert into requeued (batch_id, n, ready_time, accepts_from) select ?, t.n, " + IN_MILLIS
                        + ", cast(t.accepts_from as timestamp(3) with time zone) from unnest(?, ?) as t (n, accepts_from)",
                batch,
                FIRST_LOOK.toMillis(),
                Column.of(waiters, Integer[]::new, Waiter::n),
                Column.of(waiters, String[]::new, waiter -> text(waiter.acceptsFrom())));
    }

    /** Of queries that wait again. */
    void update(List<Claim> claims, List<Waiter> waiters) {
        batch("delete from requeued where batch_id = ? and n = ?", claims, claim ->
                new Object[] {batch, claim.query().n()});
        batch("""
                update query set state = 'RUNNING', attempt = ?, fence = ?, change = ?, node_id = ?, lead = ?,
                  start_time = current_timestamp, as_of = cast(? as timestamp(3) with time zone), source = ?
                where batch_id = ? and n = ?""", claims, this::run);
        batch(
                "update requeued set ready_time = " + IN_MILLIS
                        + ", accepts_from = cast(? as timestamp(3) with time zone) where batch_id = ? and n = ?",
                waiters,
                waiter -> new Object[] {waiter.millisToLook(), text(waiter.acceptsFrom()), batch, waiter.n()});
    }

    private <T> void batch(String statement, List<T> rows, Function<T, Object[]> values) {
        if (!rows.isEmpty()) {
            sql.batch(statement, rows.stream().map(values).toArray(Object[][]::new))
                    .execute();
        }
    }

    private Object[] run(Claim claim) {
        return new Object[] {
            claim.attempt(),
            fence,
            fence,
            node,
            claim.lead(),
            text(asOf(claim)),
            source(claim, true),
            batch,
            claim.query().n()
        };
    }

    private static Instant asOf(Claim claim) {
        return claim.answer() == null ? null : claim.answer().asOf();
    }

    private String source(Claim claim, boolean waited) {
        return claim.answer() == null
                ? null
                : AnswerSource.of(claim.answer().asOf(), accepted, waited).name();
    }

    /** As both databases read it. */
    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
