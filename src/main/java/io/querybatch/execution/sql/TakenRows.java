package io.querybatch.execution.sql;

import io.querybatch.execution.AnswerSource;
import io.querybatch.execution.Claim;
import io.querybatch.query.BatchId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;

/** Writes what was taken from a batch, by a node and under a fence. */
final class TakenRows {

    /** How soon a query that waits for the answer to another one looks for it again. */
    private static final String LOOK = "current_timestamp + interval '0.5' second";

    private static final String TIME = "cast(? as timestamp(3) with time zone)";

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
     */
    record Waiter(int n, Instant acceptsFrom) {}

    /** Of queries that have no rows yet. */
    void insert(List<Claim> claims, List<Waiter> waiters) {
        List<Object[]> rows = new ArrayList<>();
        claims.forEach(claim ->
                rows.add(row(claim.query().n(), "RUNNING", 1, node, claim.lead(), asOf(claim), source(claim, false))));
        waiters.forEach(waiter -> rows.add(row(waiter.n(), "QUEUED", 0, 0, null, null, null)));
        if (!rows.isEmpty()) {
            sql.batch(
                            "insert into query (batch_id, n, state, attempt, fence, node_id, change, lead, as_of, source, start_time)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, " + TIME + ", ?, current_timestamp)",
                            rows.toArray(Object[][]::new))
                    .execute();
        }
        if (!waiters.isEmpty()) {
            sql.batch(
                            "insert into requeued (batch_id, n, ready_time, accepts_from) values (?, ?, " + LOOK + ", "
                                    + TIME + ")",
                            waiters.stream()
                                    .map(waiter -> new Object[] {batch, waiter.n(), time(waiter.acceptsFrom())})
                                    .toArray(Object[][]::new))
                    .execute();
        }
    }

    private Object[] row(
            int n, String state, int attempt, long owner, Integer lead, OffsetDateTime asOf, String source) {
        return new Object[] {batch, n, state, attempt, fence, owner, fence, lead, asOf, source};
    }

    /** Of queries that wait again. */
    void update(List<Claim> claims, List<Waiter> waiters) {
        List<Query> updates = new ArrayList<>();
        claims.forEach(claim -> {
            updates.add(sql.query(
                    "delete from requeued where batch_id = ? and n = ?",
                    batch,
                    claim.query().n()));
            updates.add(run(claim));
        });
        waiters.forEach(waiter -> updates.add(sql.query(
                "update requeued set ready_time = " + LOOK + ", accepts_from = ? where batch_id = ? and n = ?",
                time(waiter.acceptsFrom()),
                batch,
                waiter.n())));
        sql.batch(updates).execute();
    }

    private Query run(Claim claim) {
        return sql.query(
                """
                update query set state = 'RUNNING', attempt = ?, fence = ?, change = ?, node_id = ?, lead = ?,
                  start_time = current_timestamp, as_of = ?, source = ?
                where batch_id = ? and n = ?""",
                claim.attempt(),
                fence,
                fence,
                node,
                claim.lead(),
                asOf(claim),
                source(claim, true),
                batch,
                claim.query().n());
    }

    private static OffsetDateTime asOf(Claim claim) {
        return claim.answer() == null ? null : time(claim.answer().asOf());
    }

    private String source(Claim claim, boolean waited) {
        return claim.answer() == null
                ? null
                : AnswerSource.of(claim.answer().asOf(), accepted, waited).name();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
