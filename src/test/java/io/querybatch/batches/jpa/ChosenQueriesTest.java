package io.querybatch.batches.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.Cursor;
import io.querybatch.batches.QueryState;
import io.querybatch.batches.jpa.ChosenQueries.Changed;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.Outcome;
import io.querybatch.execution.StopReason;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Who asks for what has changed, a few at a time, ends with the truth, whatever happened in between; on both databases. */
class ChosenQueriesTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final int QUERIES = 60;
    private static final int LARGE = 100_000;
    private static final int RUNS = 4;
    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(3, 2, 40));
    private static final Outcome BROKEN =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "broken"), null);
    private static final Outcome LATER =
            new Outcome.Postponed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "busy"), Duration.ZERO);

    private DataSource database;
    private ExecutionStore store;
    private long node;
    private List<BatchItem> submitted;

    static Stream<DataSource> databases() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        return Stream.of(h2, postgresql());
    }

    private static DataSource postgresql() {
        Map<String, String> settings = TestStore.freshPostgresql().settings();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.get("querybatch.db.url"));
        source.setUser(settings.get("querybatch.db.user"));
        source.setPassword(settings.get("querybatch.db.password"));
        return source;
    }

    /** Each with a batch that was planned whole, and with one of which some items could not be. */
    static Stream<Arguments> databasesAndItems() {
        return Stream.of(List.of(planned(1, QUERIES)), withFailedItems())
                .flatMap(items -> databases().map(database -> Arguments.of(database, items)));
    }

    private static List<BatchItem> withFailedItems() {
        return List.of(
                BatchItem.unplanned(1, null),
                planned(2, 20),
                BatchItem.unplanned(22, "b"),
                BatchItem.unplanned(23, null),
                planned(24, 1),
                BatchItem.unplanned(25, null),
                planned(26, 33),
                BatchItem.unplanned(59, null),
                BatchItem.unplanned(60, null));
    }

    private static BatchItem planned(int firstN, int queries) {
        DateRange days =
                new DateRange(LocalDate.of(1700, 1, 1), LocalDate.of(1700, 1, 1).plusDays(queries - 1L));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(true, true));
    }

    private void open(DataSource where, List<BatchItem> items) {
        database = where;
        SqlStoreUnderTest tested = new SqlStoreUnderTest(where);
        store = tested.store();
        node = store.registerNode("here");
        submitted = items;
        tested.submit(
                new Submission(BATCH, "acme", (int) items.get(items.size() - 1).lastN(), false, 30, items));
    }

    private <T> T ask(Function<DSLContext, T> question) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T answer = question.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            connection.commit();
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BatchEntity batch(DSLContext sql) {
        Record row = sql.resultQuery("select * from batch").fetchSingle();
        BatchEntity batch = new BatchEntity();
        batch.batchId = row.get("batch_id", String.class);
        batch.queryAmount = row.get("query_amount", int.class);
        batch.nextN = row.get("next_n", int.class);
        batch.queued = row.get("queued", int.class);
        batch.running = row.get("running", int.class);
        batch.succeeded = row.get("succeeded", int.class);
        batch.failed = row.get("failed", int.class);
        batch.unplanned = row.get("unplanned", int.class);
        batch.change = row.get("change", long.class);
        batch.stopChange = row.get("stop_change", Long.class);
        batch.stopReason = row.get("stop_reason", String.class);
        return batch;
    }

    private Map<Integer, QueryState> truth() {
        return ask(sql -> {
            QueryState unclaimed = batch(sql).stopReason == null ? QueryState.QUEUED : QueryState.FAILURE;
            Map<Integer, QueryState> states = new TreeMap<>();
            IntStream.rangeClosed(1, QUERIES).forEach(n -> states.put(n, unclaimed));
            submitted.stream()
                    .filter(item -> !item.isPlanned())
                    .forEach(item -> states.put(item.firstN(), QueryState.FAILURE));
            sql.resultQuery("select n, state from query")
                    .forEach(row ->
                            states.put(row.get("n", int.class), QueryState.valueOf(row.get("state", String.class))));
            return states;
        });
    }

    /** One who knows the states as they were at the submission, and then only asks for changes. */
    private final class Follower {

        private final Map<Integer, QueryState> known = new TreeMap<>();
        private Cursor cursor = Cursor.after(1);

        Follower() {
            known.putAll(truth());
        }

        /** Returns whether there may be more. */
        boolean ask(int limit) {
            return ChosenQueriesTest.this.ask(sql -> {
                BatchEntity batch = batch(sql);
                ChosenQueries chosen = new ChosenQueries(sql, batch);
                List<Changed> changed = chosen.since(cursor, EnumSet.allOf(QueryState.class), limit);
                Map<Integer, QueryState> truth = truth();
                changed.forEach(query -> known.put(query.n(), truth.get(query.n())));
                cursor = Cursor.parse(chosen.next(cursor, changed, limit).toString())
                        .orElseThrow();
                return changed.size() == limit;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("databasesAndItems")
    void whoFollowsTheChangesKnowsTheTruth(DataSource where, List<BatchItem> items) {
        open(where, items);
        for (int seed = 0; seed < RUNS; seed++) {
            forget();
            Random random = new Random(seed);
            Follower follower = new Follower();
            List<Claim> running = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                act(random, running);
                follower.ask(1 + random.nextInt(9));
            }
            while (follower.ask(1 + random.nextInt(9))) {
                assertThat(follower.cursor.change()).isPositive();
            }
            assertThat(follower.known).as("seed " + seed).isEqualTo(truth());
            assertThatStatesAreListed();
        }
    }

    /** Comes back now and then behind the last one that he has, or behind all that there was. */
    @ParameterizedTest
    @MethodSource("databasesAndItems")
    void whoCollectsWhatHasEndedGetsEachOnce(DataSource where, List<BatchItem> items) {
        open(where, items);
        for (int seed = 0; seed < RUNS; seed++) {
            forget();
            Random random = new Random(seed);
            List<Claim> running = new ArrayList<>();
            List<Integer> collected = new ArrayList<>();
            Cursor[] seen = {Cursor.after(0)};
            for (int step = 0; step < 60; step++) {
                if (step < 40) {
                    act(random, running);
                } else {
                    store.stop(BATCH, StopReason.CANCELLED);
                }
                int limit = 1 + random.nextInt(9);
                ask(sql -> {
                    ChosenQueries chosen = new ChosenQueries(sql, batch(sql));
                    List<Changed> ended = chosen.since(seen[0], Set.of(QueryState.SUCCESS, QueryState.FAILURE), limit);
                    ended.forEach(query -> collected.add(query.n()));
                    seen[0] = ended.isEmpty() || random.nextBoolean()
                            ? chosen.next(seen[0], ended, limit)
                            : ChosenQueries.behind(seen[0], ended.get(ended.size() - 1));
                    return ended;
                });
            }
            assertThat(collected)
                    .as("seed " + seed)
                    .containsExactlyInAnyOrderElementsOf(truth().entrySet().stream()
                            .filter(query ->
                                    query.getValue() == QueryState.SUCCESS || query.getValue() == QueryState.FAILURE)
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    /** The batch as it was submitted. */
    private void forget() {
        ask(sql -> {
            sql.execute("delete from requeued");
            sql.execute("delete from query");
            return sql.execute("""
                    update batch set state = 'QUEUED', outcome = null, stop_reason = null, stop_change = null, change = 1,
                      next_n = (select min(first_n) from batch_item where error_code is null),
                      queued = query_amount - unplanned, running = 0, riding = 0, succeeded = 0, failed = unplanned""");
        });
    }

    private void act(Random random, List<Claim> running) {
        int dice = random.nextInt(100);
        if (dice < 40) {
            running.addAll(claim(1 + random.nextInt(8)));
        } else if (dice < 97) {
            Collections.shuffle(running, random);
            List<Claim> some = running.subList(0, Math.min(running.size(), random.nextInt(6)));
            store.publish(some.stream()
                    .map(claim -> new Completion(
                            claim, List.of(DONE, DONE, BROKEN, LATER).get(random.nextInt(4))))
                    .toList());
            some.clear();
        } else {
            store.stop(BATCH, StopReason.CANCELLED);
        }
    }

    private void assertThatStatesAreListed() {
        Map<Integer, QueryState> truth = truth();
        for (QueryState state : QueryState.values()) {
            List<Integer> all =
                    truth.keySet().stream().filter(n -> truth.get(n) == state).toList();
            List<Integer> listed = new ArrayList<>();
            List<Integer> page;
            do {
                page = ask(sql -> new ChosenQueries(sql, batch(sql)).inState(state, listed.size(), 7));
                listed.addAll(page);
            } while (page.size() == 7);
            assertThat(listed).as(state.name()).isEqualTo(all);
        }
    }

    /** Half of a large batch has ended, and ten queries more. */
    @Test
    void whatHasEndedIsNotLookedAtAgain() {
        open(postgresql(), List.of(planned(1, LARGE)));
        int half = LARGE / 2;
        assertThat(claim(half)).hasSize(half);
        ask(sql -> {
            sql.execute("update query set state = 'SUCCESS'");
            return sql.execute("update batch set running = 0, riding = 0, succeeded = ?", half);
        });
        Cursor before =
                ask(sql -> new ChosenQueries(sql, batch(sql)).next(Cursor.after(batch(sql).change), List.of(), 100));
        store.publish(
                claim(10).stream().map(claim -> new Completion(claim, DONE)).toList());
        long rows = ask(sql -> {
            ChosenQueries chosen = new ChosenQueries(sql, batch(sql));
            List<Changed> changed = chosen.since(before, EnumSet.allOf(QueryState.class), 100);
            assertThat(changed)
                    .extracting(Changed::n)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(half + 1, half + 10).boxed().toList());
            assertThat(chosen.next(before, changed, 100).unsettled()).isEqualTo(half + 11);
            return sql.resultQuery("""
                            select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                            from pg_stat_xact_user_tables where relname = 'query'""").fetchSingle(0, long.class);
        });
        assertThat(rows).isLessThan(100);
    }

    private List<Claim> claim(int amount) {
        return store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", amount)), Integer.MAX_VALUE);
    }
}
