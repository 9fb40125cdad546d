package io.querybatch.execution.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.Candidate;
import io.querybatch.execution.Claim;
import io.querybatch.execution.Completion;
import io.querybatch.execution.ExecutionStore;
import io.querybatch.execution.Grant;
import io.querybatch.execution.NodeLoad;
import io.querybatch.execution.Outcome;
import io.querybatch.execution.StopReason;
import io.querybatch.planning.ItemJson;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import io.querybatch.testing.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the execution store promises, held by both databases. */
abstract class ExecutionStoreContract {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(3, 2, 40));
    private static final Outcome BROKEN =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "broken"), null);

    private DataSource store;
    private long node;

    /** An empty database. */
    abstract DataSource open();

    @BeforeEach
    void prepare() {
        store = open();
        Flyway.configure()
                .dataSource(store)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        node = run(sql -> new Nodes(sql).register("here"));
    }

    private <T> T run(Function<DSLContext, T> step) {
        try (Connection connection = store.getConnection()) {
            connection.setAutoCommit(false);
            T result = step.apply(DSL.using(connection, JDBCUtils.dialect(connection)));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A batch over ten days of one account: ten queries. */
    private void submit(BatchId id, String tenant, int concurrency) {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true));
        run(sql -> sql.execute("""
                insert into batch (batch_id, seq, tenant, subject, access_rights, description, split_accounts, split_dates,
                  timeout_minutes, query_concurrency, output_format, exclude_account_errors, clean_data_types, query_amount,
                  retention_hours, state, queued, running, succeeded, failed, next_n, change, schedule_time)
                values (?, nextval('batch_seq'), ?, 'me', 'null', '', true, true, 30, ?, 'json', false, false, 10, 24,
                  'QUEUED', 10, 0, 0, 0, 1, 1, current_timestamp)""", id.value(), tenant, concurrency));
        run(sql -> sql.execute(
                "insert into batch_item (batch_id, first_n, ds_id, spec) values (?, 1, 'FLIGHTS', ?)",
                id.value(),
                ItemJson.write(item)));
    }

    private List<Claim> claim(long owner, int amount) {
        return run(sql ->
                new Claims(sql).claim(owner, List.of(new Grant(BATCH, "acme", "FLIGHTS", amount)), Integer.MAX_VALUE));
    }

    private int publish(List<Claim> claims, Outcome outcome) {
        List<Completion> completions =
                claims.stream().map(claim -> new Completion(claim, outcome)).toList();
        return run(sql -> new Publication(sql).publish(completions)).size();
    }

    private Map<String, Object> batch() {
        return run(sql -> sql.resultQuery("select * from batch where batch_id = ?", BATCH.value())
                .fetchSingleMap());
    }

    private List<Integer> progress() {
        Map<String, Object> batch = batch();
        return List.of("queued", "running", "succeeded", "failed").stream()
                .map(column -> (Integer) batch.get(column))
                .toList();
    }

    @Test
    void claimsInTheOrderOfTheBatchAndNeverMoreThanItsConcurrency() {
        submit(BATCH, "acme", 4);
        List<Claim> claims = claim(node, 9);
        assertThat(claims).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3, 4);
        assertThat(claims.get(2).spec().dates().start()).isEqualTo(LocalDate.of(2001, 1, 3));
        assertThat(claim(node, 9)).isEmpty();
        assertThat(progress()).containsExactly(6, 4, 0, 0);
        assertThat(this.<List<Candidate>>run(sql -> new Claims(sql).candidates()))
                .isEmpty();
    }

    @Test
    void offersTheOldestBatchesOfEachTenant() {
        submit(BATCH, "acme", 3);
        submit(new BatchId("qrb_00000000000000000002"), "globex", 7);
        assertThat(this.<List<Candidate>>run(sql -> new Claims(sql).candidates()))
                .containsExactly(
                        new Candidate(BATCH, "acme", 0, false, 3, "FLIGHTS"),
                        new Candidate(new BatchId("qrb_00000000000000000002"), "globex", 0, false, 7, "FLIGHTS"));
    }

    @Test
    void endsTheBatchWithItsLastQuery() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 10);
        publish(claims.subList(0, 9), DONE);
        assertThat(batch().get("state")).isEqualTo("RUNNING");
        publish(claims.subList(9, 10), BROKEN);
        assertThat(batch()).containsEntry("state", "STOPPED").containsEntry("outcome", "completed_with_errors");
        assertThat(batch().get("expires_time")).isNotNull();
        assertThat(progress()).containsExactly(0, 0, 9, 1);
    }

    @Test
    void publishesAnOutcomeOnce() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 2);
        assertThat(publish(claims, DONE)).isZero();
        // The answer to the commit was lost and the publisher tries again: nothing is counted twice, nothing called
        // late,
        // for the results of late attempts are deleted.
        assertThat(publish(claims, DONE)).isZero();
        assertThat(publish(claims, BROKEN)).isZero();
        assertThat(progress()).containsExactly(8, 0, 2, 0);
        assertThat(queryColumn("state", 1)).isEqualTo("SUCCESS");
    }

    @Test
    void givesTheQueriesOfADeadNodeToOthersAndDropsItsLateOutcomes() {
        submit(BATCH, "acme", 10);
        List<Claim> lost = claim(node, 3);
        silence(node);
        assertThat(this.<Integer>run(sql -> new Nodes(sql).recover(SILENCE, 3))).isEqualTo(3);
        assertThat(progress()).containsExactly(10, 0, 0, 0);
        assertThat(this.<Boolean>run(sql -> new Nodes(sql).heartbeat(node, NodeLoad.NONE)))
                .isFalse();
        long other = run(sql -> new Nodes(sql).register("there"));
        List<Claim> again = claim(other, 5);
        assertThat(again).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3);
        assertThat(again).extracting(Claim::attempt).containsOnly(2);
        assertThat(publish(lost, DONE)).isEqualTo(3);
        assertThat(publish(again, DONE)).isZero();
        assertThat(progress()).containsExactly(7, 0, 3, 0);
        assertThat(claim(other, 2)).extracting(claim -> claim.query().n()).containsExactly(4, 5);
    }

    @Test
    void failsAQueryWhoseServersKeepDying() {
        submit(BATCH, "acme", 1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            long doomed = run(sql -> new Nodes(sql).register("doomed"));
            assertThat(claim(doomed, 1)).extracting(Claim::attempt).containsExactly(attempt);
            silence(doomed);
            run(sql -> new Nodes(sql).recover(SILENCE, 3));
        }
        assertThat(progress()).containsExactly(9, 0, 0, 1);
        assertThat(queryColumn("error_code", 1)).isEqualTo("QUERY_INTERNAL_ERROR");
    }

    @Test
    void aNodeThatWasTakenForDeadClaimsNothing() {
        submit(BATCH, "acme", 10);
        silence(node);
        run(sql -> new Nodes(sql).recover(SILENCE, 3));
        assertThat(claim(node, 3)).isEmpty();
        assertThat(progress()).containsExactly(10, 0, 0, 0);
        long again = run(sql -> new Nodes(sql).register("here"));
        assertThat(claim(again, 3)).hasSize(3);
        run(sql -> new Nodes(sql).retire(again));
        assertThat(claim(again, 3)).isEmpty();
    }

    @Test
    void takesBackAtOnceWhatAFormerLifeOfTheSameNodeLeftRunning() {
        submit(BATCH, "acme", 10);
        claim(node, 4);
        run(sql -> new Nodes(sql).register("here"));
        assertThat(this.<Integer>run(sql -> new Nodes(sql).recover(SILENCE, 3))).isEqualTo(4);
        assertThat(progress()).containsExactly(10, 0, 0, 0);
    }

    @Test
    void doesNotChargeTheAttemptOfANodeThatLeavesInGoodOrder() {
        submit(BATCH, "acme", 10);
        claim(node, 2);
        run(sql -> new Nodes(sql).retire(node));
        long other = run(sql -> new Nodes(sql).register("there"));
        assertThat(claim(other, 2)).extracting(Claim::attempt).containsOnly(1);
    }

    @Test
    void aLivingNodeGivesBackWhatItNeverHeardOfWithoutCharge() {
        submit(BATCH, "acme", 10);
        List<Claim> known = claim(node, 2);
        List<Claim> unheard = claim(node, 3);
        Set<ResultKey> held = run(sql -> new HeldAttempts(sql).of(node));
        assertThat(held).hasSize(5);
        held.removeAll(keys(known));
        assertThat(this.<Integer>run(sql -> new HeldAttempts(sql).giveBack(node, held)))
                .isEqualTo(3);
        assertThat(progress()).containsExactly(8, 2, 0, 0);
        assertThat(this.<Set<ResultKey>>run(sql -> new HeldAttempts(sql).of(node)))
                .isEqualTo(keys(known));
        List<Claim> again = claim(node, 5);
        assertThat(again).extracting(claim -> claim.query().n()).containsExactly(3, 4, 5);
        assertThat(again).extracting(Claim::attempt).containsOnly(1);
        assertThat(publish(unheard, DONE)).isEqualTo(3);
    }

    @Test
    void givesBackNothingThatHasAnOutcomeOrANewerClaim() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 3);
        publish(claims, DONE);
        assertThat(this.<Integer>run(sql -> new HeldAttempts(sql).giveBack(node, keys(claims))))
                .isZero();
        assertThat(progress()).containsExactly(7, 0, 3, 0);
    }

    @Test
    void whatIsGivenBackAfterAStopIsOver() {
        submit(BATCH, "acme", 4);
        List<Claim> claims = claim(node, 4);
        run(sql -> new Stops(sql).stop(BATCH, StopReason.CANCELLED));
        run(sql -> new HeldAttempts(sql).giveBack(node, keys(claims)));
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch().get("state")).isEqualTo("STOPPED");
        assertThat(queryColumn("cancel_proof", 2)).isEqualTo("never_started");
    }

    private static Set<ResultKey> keys(List<Claim> claims) {
        return claims.stream().map(Claim::resultKey).collect(Collectors.toSet());
    }

    @Test
    void stopFailsWhatWaitsAndEndsWithWhatRuns() {
        submit(BATCH, "acme", 4);
        List<Claim> running = claim(node, 4);
        assertThat(this.<Boolean>run(sql -> new Stops(sql).stop(BATCH, StopReason.CANCELLED)))
                .isTrue();
        assertThat(this.<Boolean>run(sql -> new Stops(sql).stop(BATCH, StopReason.TIMED_OUT)))
                .isFalse();
        assertThat(progress()).containsExactly(0, 4, 0, 6);
        assertThat(claim(node, 4)).isEmpty();
        assertThat(this.<List<ExecutionStore.StoppedBatch>>run(sql -> new Stops(sql).toDeliver(node)))
                .hasSize(1);
        publish(running, DONE);
        assertThat(batch()).containsEntry("state", "STOPPED").containsEntry("outcome", "cancelled");
        assertThat(progress()).containsExactly(0, 0, 4, 6);
    }

    @Test
    void stopsBatchesWhoseTimeIsUp() {
        submit(BATCH, "acme", 4);
        claim(node, 1);
        assertThat(this.<List<BatchId>>run(sql -> new Stops(sql).stopOverdue())).isEmpty();
        run(sql -> sql.execute("update batch set deadline = current_timestamp - interval '1' second"));
        assertThat(this.<List<BatchId>>run(sql -> new Stops(sql).stopOverdue())).containsExactly(BATCH);
        assertThat(batch().get("stop_reason")).isEqualTo("TIMED_OUT");
        assertThat(batch().get("cancel_time")).isNull();
    }

    @Test
    void aLostQueryOfAStoppedBatchDoesNotRunAgain() {
        submit(BATCH, "acme", 4);
        claim(node, 4);
        run(sql -> new Stops(sql).stop(BATCH, StopReason.CANCELLED));
        silence(node);
        run(sql -> new Nodes(sql).recover(SILENCE, 3));
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch().get("state")).isEqualTo("STOPPED");
        assertThat(queryColumn("cancel_proof", 2)).isEqualTo("kill_unconfirmed");
    }

    @Test
    void forgetsABatchWithEverythingThatBelongsToIt() {
        submit(BATCH, "acme", 10);
        publish(claim(node, 10), DONE);
        assertThat(this.<List<BatchId>>run(sql -> new Retention(sql).expired(5)))
                .isEmpty();
        run(sql -> sql.execute("update batch set expires_time = current_timestamp - interval '1' second"));
        assertThat(this.<List<BatchId>>run(sql -> new Retention(sql).expired(5)))
                .containsExactly(BATCH);
        run(sql -> new Retention(sql).remove(BATCH));
        for (String table : List.of("batch", "batch_item", "query", "requeued")) {
            assertThat(this.<Integer>run(sql -> sql.fetchCount(DSL.table(table))))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aPostponedQueryWaitsItsTimeAndKeepsItsPlace() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claim(node, 2);
        publish(claims.subList(0, 1), postponed(Duration.ofHours(1)));
        publish(claims.subList(1, 2), DONE);
        assertThat(progress()).containsExactly(9, 0, 1, 0);
        assertThat(queryColumn("state", 1)).isEqualTo("QUEUED");
        assertThat(queryColumn("end_time", 1)).isNull();
        assertThat(claim(node, 1)).extracting(claim -> claim.query().n()).containsExactly(3);
        passTime();
        List<Claim> again = claim(node, 1);
        assertThat(again).extracting(claim -> claim.query().n()).containsExactly(1);
        assertThat(again).extracting(Claim::attempt).containsExactly(2);
        assertThat(publish(claims.subList(0, 1), DONE)).isEqualTo(1);
    }

    @Test
    void aBatchWhoseQueriesAllWaitForTheirTimeIsNoCandidate() {
        submit(BATCH, "acme", 10);
        publish(claim(node, 10), postponed(Duration.ofHours(1)));
        assertThat(candidates()).isEmpty();
        assertThat(claim(node, 10)).isEmpty();
        assertThat(batch().get("state")).isEqualTo("RUNNING");
        passTime();
        assertThat(candidates()).hasSize(1);
        assertThat(claim(node, 10)).hasSize(10);
    }

    @Test
    void inAStoppedBatchAPostponedQueryHasFailed() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claim(node, 2);
        publish(claims.subList(0, 1), postponed(Duration.ofHours(1)));
        run(sql -> new Stops(sql).stop(BATCH, StopReason.CANCELLED));
        publish(claims.subList(1, 2), postponed(Duration.ZERO));
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch()).containsEntry("state", "STOPPED").containsEntry("outcome", "cancelled");
        assertThat(queryColumn("cancel_proof", 1)).isEqualTo("never_started");
        assertThat(queryColumn("error_code", 1)).isEqualTo("QUERY_CANCELLED");
        assertThat(queryColumn("error_code", 2)).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(this.<Integer>run(sql -> sql.fetchCount(DSL.table("requeued"))))
                .isZero();
    }

    @Test
    void nothingNewOfAPausedBatchStarts() {
        submit(BATCH, "acme", 4);
        List<Claim> running = claim(node, 1);
        run(sql -> sql.execute("update batch set paused = true"));
        assertThat(candidates()).isEmpty();
        assertThat(claim(node, 1)).isEmpty();
        publish(running, DONE);
        assertThat(progress()).containsExactly(9, 0, 1, 0);
        run(sql -> sql.execute("update batch set paused = false"));
        assertThat(claim(node, 1)).hasSize(1);
    }

    @Test
    void aTenantNeverRunsMoreThanItsCapWhateverTheBatchesAndNodes() {
        BatchId second = new BatchId("qrb_00000000000000000002");
        submit(BATCH, "acme", 10);
        submit(second, "acme", 10);
        long other = run(sql -> new Nodes(sql).register("there"));
        assertThat(claim(node, 5, BATCH, "acme", 7)).hasSize(5);
        assertThat(claim(other, 5, second, "acme", 7)).hasSize(2);
        assertThat(claim(node, 5, BATCH, "acme", 7)).isEmpty();
        assertThat(candidates()).extracting(Candidate::tenantRunning).containsOnly(7);
    }

    @Test
    void capsHoldWhenNodesClaimAtTheSameTime() throws InterruptedException {
        BatchId second = new BatchId("qrb_00000000000000000002");
        submit(BATCH, "acme", 10);
        submit(second, "acme", 10);
        List<Claim> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = List.of(
                new Thread(() -> taken.addAll(claim(node, 5, BATCH, "acme", 6))),
                new Thread(() -> taken.addAll(claim(node, 5, second, "acme", 6))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasSize(6);
    }

    @Test
    void interactiveBatchesOfATenantComeFirst() {
        BatchId single = new BatchId("qrb_00000000000000000002");
        submit(BATCH, "acme", 10);
        submit(single, "acme", 1);
        run(sql -> sql.execute("update batch set interactive = true where batch_id = ?", single.value()));
        assertThat(candidates()).extracting(Candidate::batch).containsExactly(single, BATCH);
        assertThat(candidates()).extracting(Candidate::interactive).containsExactly(true, false);
    }

    @Test
    void nodesTellTheirLoad() {
        run(sql -> new Nodes(sql).heartbeat(node, new NodeLoad(3, Set.of("WEATHER", "FLIGHTS"))));
        assertThat(this.<Map<String, Object>>run(sql -> sql.resultQuery("select free_workers, full_sources from node")
                        .fetchSingleMap()))
                .containsEntry("free_workers", 3)
                .containsEntry("full_sources", "FLIGHTS,WEATHER");
    }

    private List<Candidate> candidates() {
        return run(sql -> new Claims(sql).candidates());
    }

    private List<Claim> claim(long owner, int amount, BatchId batch, String tenant, int cap) {
        return run(sql -> new Claims(sql).claim(owner, List.of(new Grant(batch, tenant, "FLIGHTS", amount)), cap));
    }

    private static Outcome postponed(Duration delay) {
        return new Outcome.Postponed(new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "away"), delay);
    }

    private void passTime() {
        run(sql -> sql.execute("update requeued set ready_time = ready_time - interval '2' hour"));
    }

    @Test
    void twoNodesNeverHoldTheSameQuery() throws InterruptedException {
        submit(BATCH, "acme", 10);
        long other = run(sql -> new Nodes(sql).register("there"));
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (long owner : new long[] {node, other}) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 40; round++) {
                    List<Claim> claims = claim(owner, 1);
                    claims.forEach(claim -> taken.add(claim.query().n()));
                    publish(claims, DONE);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(batch().get("state")).isEqualTo("STOPPED");
    }

    private void silence(long dead) {
        run(sql -> sql.execute(
                "update node set heartbeat_at = current_timestamp - interval '11' second where node_id = ?", dead));
    }

    private Object queryColumn(String column, int n) {
        return run(sql -> sql.resultQuery(
                        "select " + column + " from query where batch_id = ? and n = ?", BATCH.value(), n)
                .fetchSingle(0));
    }

    @Test
    void aNodeThatRetiresWhileItClaimsLeavesNothingBehind() throws InterruptedException {
        submit(BATCH, "acme", 5);
        Thread retiring = new Thread(() -> run(sql -> new Nodes(sql).retire(node)));
        run(sql -> {
            new Claims(sql).claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5)), Integer.MAX_VALUE);
            retiring.start();
            // Whichever way it goes: the claim is not committed before the other has had its chance.
            return Poll.within(Duration.ofMillis(500), () -> !retiring.isAlive());
        });
        retiring.join();

        assertThat(progress()).containsExactly(10, 0, 0, 0);
        Set<ResultKey> held = run(sql -> new HeldAttempts(sql).of(node));
        assertThat(held).isEmpty();
    }
}
