package io.querybatch.batches.jpa;

import io.querybatch.batches.Cursor;
import io.querybatch.batches.QueryState;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Chooses queries of a batch by their state or their changes. Those that were never claimed have no rows: they are QUEUED, or,
 * in a batch that was stopped, failed with the change that stopped it; or their items could not be planned, then they have failed
 * from the start.
 */
final class ChosenQueries {

    private static final Comparator<Changed> ORDER =
            Comparator.comparingLong(Changed::change).thenComparingInt(Changed::n);

    private final DSLContext sql;
    private final BatchEntity batch;
    private final UnplannedQueries unplanned;

    ChosenQueries(DSLContext sql, BatchEntity batch) {
        this.sql = sql;
        this.batch = batch;
        this.unplanned = new UnplannedQueries(sql, batch);
    }

    /**
     * A query and its latest change.
     *
     * @param change number of the change
     * @param n number of the query
     */
    record Changed(long change, int n) {}

    /** Numbers of the queries in a state, in their order: those of rows and failed items, then those that wait for the cursor. */
    List<Integer> inState(QueryState state, int offset, int limit) {
        int stored = inState(state) - countNotReached(state);
        List<Integer> numbers = stored <= offset ? List.of() : storedInState(state, offset, limit);
        int skipped = Math.max(0, offset - stored);
        return Stream.concat(
                        numbers.stream(),
                        notReached(state)
                                .skip(skipped)
                                .limit(limit - numbers.size())
                                .boxed())
                .toList();
    }

    private List<Integer> storedInState(QueryState state, int offset, int limit) {
        if (state == QueryState.FAILURE && batch.unplanned > 0) {
            return storedFailures(offset, limit);
        }
        return sql.resultQuery(
                        "select n from query where batch_id = ? and state = ? order by n offset ? rows fetch first ? rows only",
                        batch.batchId,
                        state.name(),
                        offset,
                        limit)
                .fetch(0, int.class);
    }

    private List<Integer> storedFailures(int offset, int limit) {
        return sql.resultQuery(
                        """
                        select n from (
                          select n from query where batch_id = ? and state = 'FAILURE'
                          union all
                          select first_n from batch_item where batch_id = ? and error_code is not null and first_n < ?
                        ) failed order by n offset ? rows fetch first ? rows only""",
                        batch.batchId,
                        batch.batchId,
                        batch.stopReason == null ? batch.queryAmount + 1 : batch.nextN,
                        offset,
                        limit)
                .fetch(0, int.class);
    }

    private int inState(QueryState state) {
        return switch (state) {
            case QUEUED -> batch.queued;
            case RUNNING -> batch.running;
            case SUCCESS -> batch.succeeded;
            case FAILURE -> batch.failed;
        };
    }

    /** Those from the cursor on: they wait, unless their items failed; when the batch was stopped, all have failed. */
    private IntStream notReached(QueryState state) {
        if (batch.nextN > batch.queryAmount || state != stateOfTheRest()) {
            return IntStream.empty();
        }
        return batch.stopReason == null
                ? unplanned.others(batch.nextN, batch.queryAmount)
                : IntStream.rangeClosed(batch.nextN, batch.queryAmount);
    }

    private int countNotReached(QueryState state) {
        if (state != stateOfTheRest()) {
            return 0;
        }
        int rest = batch.queryAmount - batch.nextN + 1;
        return batch.stopReason == null ? rest - unplanned.count(batch.nextN, batch.queryAmount + 1) : rest;
    }

    private QueryState stateOfTheRest() {
        return batch.stopReason == null ? QueryState.QUEUED : QueryState.FAILURE;
    }

    /**
     * Queries that have changed, in the order of their changes, up to the batch's own number: what is behind that is told next
     * time, for a stop among it would not be known here.
     *
     * @param states only those in one of them now; at least one
     */
    List<Changed> since(Cursor seen, Set<QueryState> states, int limit) {
        return Stream.of(
                        unplannedSince(seen, states, limit),
                        claimedSince(seen, states, limit),
                        stoppedSince(seen, states).limit(limit))
                .flatMap(changed -> changed)
                .sorted(ORDER)
                .limit(limit)
                .toList();
    }

    private Stream<Changed> unplannedSince(Cursor seen, Set<QueryState> states, int limit) {
        if (seen.change() > UnplannedQueries.CHANGE || !states.contains(QueryState.FAILURE)) {
            return Stream.of();
        }
        int last = seen.change() == UnplannedQueries.CHANGE ? seen.n() : 0;
        return unplanned.behind(last, limit).mapToObj(n -> new Changed(UnplannedQueries.CHANGE, n));
    }

    private Stream<Changed> claimedSince(Cursor seen, Set<QueryState> states, int limit) {
        String names = states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
        return sql
                .resultQuery(
                        """
                        select change, n from query
                        where batch_id = ? and n >= ? and change >= ? and change <= ? and (change > ? or n > ?)
                          and state in (%s)
                        order by change, n fetch first ? rows only""".formatted(names),
                        batch.batchId,
                        seen.unsettled(),
                        seen.change(),
                        batch.change,
                        seen.change(),
                        seen.n(),
                        limit)
                .fetch(row -> new Changed(row.get("change", long.class), row.get("n", int.class)))
                .stream();
    }

    /**
     * Where to go on behind one of a page of changes.
     *
     * @param seen what had been seen before the page
     */
    static Cursor behind(Cursor seen, Changed changed) {
        return new Cursor(changed.change(), changed.n(), seen.unsettled());
    }

    /**
     * What has been seen after a page of changes: up to its last query if it is full, otherwise everything.
     *
     * @param changed the page
     * @param limit most queries of a page
     */
    Cursor next(Cursor seen, List<Changed> changed, int limit) {
        if (changed.size() == limit) {
            return behind(seen, changed.get(limit - 1));
        }
        return seen.change() > batch.change ? seen : new Cursor(batch.change, Cursor.ALL, unsettled(seen));
    }

    /** What has changed since the batch was read was not settled then. */
    private int unsettled(Cursor seen) {
        return sql.resultQuery("""
                        select min(n) from query
                        where batch_id = ? and n >= ? and (state in ('QUEUED', 'RUNNING') or change > ?)""", batch.batchId, seen.unsettled(), batch.change)
                .fetchOptional(0, Integer.class)
                .orElse(batch.nextN);
    }

    private Stream<Changed> stoppedSince(Cursor seen, Set<QueryState> states) {
        if (batch.stopChange == null || seen.change() > batch.stopChange || !states.contains(QueryState.FAILURE)) {
            return Stream.of();
        }
        long first = seen.change() == batch.stopChange ? Math.max(batch.nextN, seen.n() + 1L) : batch.nextN;
        return first > batch.queryAmount
                ? Stream.of()
                : unplanned.others((int) first, batch.queryAmount).mapToObj(n -> new Changed(batch.stopChange, n));
    }
}
