package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.execution.StoreUnderTest.BatchRow;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the execution store promises, held by both databases and by the model that simulations run on. */
public abstract class ExecutionStoreContract {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final BatchId SECOND = new BatchId("qrb_00000000000000000002");
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(3, 2, 40));
    private static final Outcome BROKEN =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "broken"), null);

    private StoreUnderTest tested;
    private ExecutionStore store;
    private long node;

    /** An empty store. */
    protected abstract StoreUnderTest open();

    @BeforeEach
    void prepare() {
        tested = open();
        store = tested.store();
        node = store.registerNode("here");
    }

    private void submit(BatchId id, String tenant, int concurrency) {
        submit(id, tenant, concurrency, false, item(1, "FLIGHTS"));
    }

    private void submit(BatchId id, String tenant, int concurrency, boolean interactive, BatchItem... items) {
        tested.submit(new Submission(id, tenant, concurrency, interactive, 30, List.of(items)));
    }

    /** Ten days of one account: ten queries. */
    private static BatchItem item(int firstN, String dataSource) {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 10));
        QuerySpec spec = new QuerySpec(dataSource, List.of("ORD"), days, List.of("flights"), 1000);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(true, true));
    }

    private List<Claim> claim(long owner, int amount) {
        return claim(owner, amount, BATCH, "acme", Integer.MAX_VALUE);
    }

    private List<Claim> claim(long owner, int amount, BatchId batch, String tenant, int cap) {
        return store.claim(owner, List.of(new Grant(batch, tenant, "FLIGHTS", amount)), cap);
    }

    private int publish(List<Claim> claims, Outcome outcome) {
        return store.publish(claims.stream()
                        .map(claim -> new Completion(claim, outcome))
                        .toList())
                .size();
    }

    private BatchRow batch() {
        return tested.batch(BATCH).orElseThrow();
    }

    private List<Integer> progress() {
        return batch().progress();
    }

    private void silence() {
        tested.passTime(SILENCE.plusSeconds(1));
    }

    @Test
    void claimsInTheOrderOfTheBatchAndNeverMoreThanItsConcurrency() {
        submit(BATCH, "acme", 4);
        List<Claim> claims = claim(node, 9);
        assertThat(claims).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3, 4);
        assertThat(claims.get(2).spec().dates().start()).isEqualTo(LocalDate.of(2001, 1, 3));
        assertThat(claim(node, 9)).isEmpty();
        assertThat(progress()).containsExactly(6, 4, 0, 0);
        assertThat(store.candidates()).isEmpty();
    }

    @Test
    void offersTheOldestBatchesOfEachTenant() {
        submit(BATCH, "acme", 3);
        submit(SECOND, "globex", 7);
        assertThat(store.candidates())
                .containsExactly(
                        new Candidate(BATCH, "acme", 0, false, 3, "FLIGHTS"),
                        new Candidate(SECOND, "globex", 0, false, 7, "FLIGHTS"));
    }

    /** Two items could not be planned, then come ten queries, two more such items, ten queries and a last one. */
    private void submitWithFailedItems() {
        submit(
                BATCH,
                "acme",
                20,
                false,
                BatchItem.unplanned(1, "a"),
                BatchItem.unplanned(2, "b"),
                item(3, "FLIGHTS"),
                BatchItem.unplanned(13, null),
                BatchItem.unplanned(14, null),
                item(15, "FLIGHTS"),
                BatchItem.unplanned(25, null));
    }

    @Test
    void whatCouldNotBePlannedHasFailedFromTheStartAndIsNeverClaimed() {
        submitWithFailedItems();
        assertThat(progress()).containsExactly(20, 0, 0, 5);
        assertThat(store.candidates()).containsExactly(new Candidate(BATCH, "acme", 0, false, 20, "FLIGHTS"));
        List<Claim> first = claim(node, 10);
        assertThat(first).extracting(claim -> claim.query().n()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(store.candidates()).containsExactly(new Candidate(BATCH, "acme", 10, false, 10, "FLIGHTS"));
        List<Claim> second = claim(node, 10);
        assertThat(second)
                .extracting(claim -> claim.query().n())
                .containsExactly(15, 16, 17, 18, 19, 20, 21, 22, 23, 24);
        assertThat(second.get(0).spec().dates().start()).isEqualTo(LocalDate.of(2001, 1, 1));
        assertThat(store.candidates()).isEmpty();
        assertThat(claim(node, 10)).isEmpty();
        publish(first, DONE);
        publish(second, DONE);
        assertThat(progress()).containsExactly(0, 0, 20, 5);
        assertThat(batch().outcome()).isEqualTo("completed_with_errors");
    }

    @Test
    void aClaimReachesOverItemsThatCouldNotBePlanned() {
        submitWithFailedItems();
        assertThat(claim(node, 14)).extracting(claim -> claim.query().n()).endsWith(11, 12, 15, 16);
        assertThat(claim(node, 14))
                .extracting(claim -> claim.query().n())
                .startsWith(17)
                .endsWith(22, 23, 24);
    }

    @Test
    void queriesThatWaitAgainGoBeforeThoseBehindFailedItems() {
        submitWithFailedItems();
        List<Claim> first = claim(node, 10);
        store.handBack(node, keys(first.subList(8, 10)));
        assertThat(progress()).containsExactly(12, 8, 0, 5);
        assertThat(claim(node, 12)).extracting(claim -> claim.query().n()).containsExactly(11, 12);
        assertThat(claim(node, 12))
                .extracting(claim -> claim.query().n())
                .startsWith(15)
                .hasSize(10);
    }

    @Test
    void aStopFailsWhatWaitsAndWhatHadFailedBeforeCountsOnce() {
        submitWithFailedItems();
        List<Claim> running = claim(node, 4);
        store.stop(BATCH, StopReason.CANCELLED);
        assertThat(progress()).containsExactly(0, 4, 0, 21);
        publish(running, DONE);
        assertThat(progress()).containsExactly(0, 0, 4, 21);
        assertThat(batch().outcome()).isEqualTo("cancelled");
    }

    @Test
    void aBatchOfWhichNothingCouldBePlannedHasEndedAndIsForgottenLikeOthers() {
        submit(BATCH, "acme", 5, false, BatchItem.unplanned(1, null), BatchItem.unplanned(2, "b"));
        assertThat(progress()).containsExactly(0, 0, 0, 2);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(batch().outcome()).isEqualTo("completed_with_errors");
        assertThat(store.candidates()).isEmpty();
        assertThat(claim(node, 5)).isEmpty();
        store.stop(BATCH, StopReason.CANCELLED);
        assertThat(batch().stopReason()).isNull();
        tested.passTime(Duration.ofMinutes(2));
        assertThat(store.unswept(9))
                .extracting(ExecutionStore.EndedBatch::batch)
                .containsExactly(BATCH);
        assertThat(store.expired(9)).isEmpty();
        tested.passTime(Duration.ofHours(Submission.RETENTION_HOURS));
        assertThat(store.expired(9)).containsExactly(BATCH);
    }

    @Test
    void endsTheBatchWithItsLastQuery() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 10);
        publish(claims.subList(0, 9), DONE);
        assertThat(batch().state()).isEqualTo("RUNNING");
        publish(claims.subList(9, 10), BROKEN);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(batch().outcome()).isEqualTo("completed_with_errors");
        assertThat(batch().expires()).isTrue();
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
        assertThat(tested.query(BATCH, 1).state()).isEqualTo("SUCCESS");
    }

    @Test
    void ofTwoOutcomesOfOneAttemptThatAreRecordedTogetherTheFirstCounts() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 2);
        List<Completion> outcomes = List.of(
                new Completion(claims.get(0), DONE),
                new Completion(claims.get(0), BROKEN),
                new Completion(claims.get(1), DONE));
        assertThat(store.publish(outcomes)).isEmpty();
        assertThat(progress()).containsExactly(8, 0, 2, 0);
        assertThat(tested.query(BATCH, 1).state()).isEqualTo("SUCCESS");
    }

    @Test
    void givesTheQueriesOfADeadNodeToOthersAndDropsItsLateOutcomes() {
        submit(BATCH, "acme", 10);
        List<Claim> lost = claim(node, 3);
        silence();
        assertThat(store.recover(SILENCE, 3)).isEqualTo(3);
        assertThat(progress()).containsExactly(10, 0, 0, 0);
        assertThat(store.heartbeat(node, NodeLoad.NONE)).isFalse();
        long other = store.registerNode("there");
        List<Claim> again = claim(other, 5);
        assertThat(again).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3);
        assertThat(again).extracting(Claim::attempt).containsOnly(2);
        assertThat(publish(lost, DONE)).isEqualTo(3);
        assertThat(publish(again, DONE)).isZero();
        assertThat(progress()).containsExactly(7, 0, 3, 0);
        assertThat(claim(other, 2)).extracting(claim -> claim.query().n()).containsExactly(4, 5);
    }

    @Test
    void aLivingNodeKeepsItsQueriesHoweverLongTheyTake() {
        submit(BATCH, "acme", 3);
        List<Claim> claims = claim(node, 3);
        for (int i = 0; i < 20; i++) {
            tested.passTime(SILENCE.minusSeconds(2));
            assertThat(store.heartbeat(node, NodeLoad.NONE)).isTrue();
            assertThat(store.recover(SILENCE, 3)).isZero();
        }
        assertThat(publish(claims, DONE)).isZero();
        assertThat(progress()).containsExactly(7, 0, 3, 0);
    }

    @Test
    void failsAQueryWhoseServersKeepDying() {
        submit(BATCH, "acme", 1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            long doomed = store.registerNode("doomed");
            assertThat(claim(doomed, 1)).extracting(Claim::attempt).containsExactly(attempt);
            silence();
            store.recover(SILENCE, 3);
        }
        assertThat(progress()).containsExactly(9, 0, 0, 1);
        assertThat(tested.query(BATCH, 1).errorCode()).isEqualTo("QUERY_INTERNAL_ERROR");
    }

    @Test
    void takesBackAtOnceWhatAFormerLifeOfTheSameNodeLeftRunning() {
        submit(BATCH, "acme", 10);
        claim(node, 4);
        store.registerNode("here");
        assertThat(store.recover(SILENCE, 3)).isEqualTo(4);
        assertThat(progress()).containsExactly(10, 0, 0, 0);
    }

    @Test
    void aSuccessOfAQueryThatWasGivenUpIsLate() {
        submit(BATCH, "acme", 2);
        List<Claim> lost = claim(node, 2);
        silence();
        store.recover(SILENCE, 1);
        assertThat(progress()).containsExactly(8, 0, 0, 2);
        assertThat(publish(lost.subList(0, 1), DONE)).isEqualTo(1);
        assertThat(publish(lost.subList(1, 2), BROKEN)).isZero();
        assertThat(progress()).containsExactly(8, 0, 0, 2);
    }

    @Test
    void doesNotChargeTheAttemptOfANodeThatLeavesInGoodOrder() {
        submit(BATCH, "acme", 10);
        claim(node, 2);
        store.retireNode(node);
        long other = store.registerNode("there");
        assertThat(claim(other, 2)).extracting(Claim::attempt).containsOnly(1);
    }

    @Test
    void aLivingNodeGivesBackWhatItNeverHeardOfWithoutCharge() {
        submit(BATCH, "acme", 10);
        List<Claim> known = claim(node, 2);
        List<Claim> unheard = claim(node, 3);
        Set<ResultKey> held = store.held(node);
        assertThat(held).hasSize(5);
        held.removeAll(keys(known));
        assertThat(store.handBack(node, held)).isEqualTo(3);
        assertThat(progress()).containsExactly(8, 2, 0, 0);
        assertThat(store.held(node)).isEqualTo(keys(known));
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
        assertThat(store.handBack(node, keys(claims))).isZero();
        assertThat(progress()).containsExactly(7, 0, 3, 0);
    }

    @Test
    void whatIsGivenBackAfterAStopIsOver() {
        submit(BATCH, "acme", 4);
        List<Claim> claims = claim(node, 4);
        store.stop(BATCH, StopReason.CANCELLED);
        store.handBack(node, keys(claims));
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(tested.query(BATCH, 2).cancelProof()).isEqualTo("never_started");
    }

    private static Set<ResultKey> keys(List<Claim> claims) {
        return claims.stream().map(Claim::resultKey).collect(Collectors.toSet());
    }

    @Test
    void stopFailsWhatWaitsAndEndsWithWhatRuns() {
        submit(BATCH, "acme", 4);
        List<Claim> running = claim(node, 4);
        store.stop(BATCH, StopReason.CANCELLED);
        store.stop(BATCH, StopReason.TIMED_OUT);
        assertThat(batch().stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(batch().cancelled()).isTrue();
        assertThat(progress()).containsExactly(0, 4, 0, 6);
        assertThat(claim(node, 4)).isEmpty();
        assertThat(store.stopsToDeliver(node)).hasSize(1);
        publish(running, DONE);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(batch().outcome()).isEqualTo("cancelled");
        assertThat(progress()).containsExactly(0, 0, 4, 6);
    }

    @Test
    void stopsBatchesWhoseTimeIsUp() {
        submit(BATCH, "acme", 4);
        claim(node, 1);
        assertThat(store.stopOverdue()).isEmpty();
        tested.passTime(Duration.ofMinutes(31));
        assertThat(store.stopOverdue()).containsExactly(BATCH);
        assertThat(batch().stopReason()).isEqualTo(StopReason.TIMED_OUT);
        assertThat(batch().cancelled()).isFalse();
    }

    @Test
    void aLostQueryOfAStoppedBatchDoesNotRunAgain() {
        submit(BATCH, "acme", 4);
        claim(node, 4);
        store.stop(BATCH, StopReason.CANCELLED);
        silence();
        store.recover(SILENCE, 3);
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(tested.query(BATCH, 2).cancelProof()).isEqualTo("kill_unconfirmed");
    }

    @Test
    void forgetsABatchWithEverythingThatBelongsToIt() {
        submit(BATCH, "acme", 10);
        publish(claim(node, 10), DONE);
        assertThat(store.expired(5)).isEmpty();
        tested.passTime(Duration.ofHours(25));
        assertThat(store.expired(5)).containsExactly(BATCH);
        store.remove(BATCH);
        assertThat(tested.batch(BATCH)).isEmpty();
        assertThat(tested.rows()).isZero();
    }

    @Test
    void aPostponedQueryWaitsItsTimeAndKeepsItsPlace() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claim(node, 2);
        publish(claims.subList(0, 1), postponed(Duration.ofHours(1)));
        publish(claims.subList(1, 2), DONE);
        assertThat(progress()).containsExactly(9, 0, 1, 0);
        assertThat(tested.query(BATCH, 1).state()).isEqualTo("QUEUED");
        assertThat(tested.query(BATCH, 1).ended()).isFalse();
        assertThat(claim(node, 1)).extracting(claim -> claim.query().n()).containsExactly(3);
        tested.passTime(Duration.ofHours(2));
        List<Claim> again = claim(node, 1);
        assertThat(again).extracting(claim -> claim.query().n()).containsExactly(1);
        assertThat(again).extracting(Claim::attempt).containsExactly(2);
        assertThat(publish(claims.subList(0, 1), DONE)).isEqualTo(1);
    }

    @Test
    void aBatchWhoseQueriesAllWaitForTheirTimeIsNoCandidate() {
        submit(BATCH, "acme", 10);
        publish(claim(node, 10), postponed(Duration.ofHours(1)));
        assertThat(store.candidates()).isEmpty();
        assertThat(claim(node, 10)).isEmpty();
        assertThat(batch().state()).isEqualTo("RUNNING");
        tested.passTime(Duration.ofHours(2));
        assertThat(store.candidates()).hasSize(1);
        assertThat(claim(node, 10)).hasSize(10);
    }

    @Test
    void inAStoppedBatchAPostponedQueryHasFailed() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claim(node, 2);
        publish(claims.subList(0, 1), postponed(Duration.ofHours(1)));
        store.stop(BATCH, StopReason.CANCELLED);
        publish(claims.subList(1, 2), postponed(Duration.ZERO));
        assertThat(progress()).containsExactly(0, 0, 0, 10);
        assertThat(batch().state()).isEqualTo("STOPPED");
        assertThat(batch().outcome()).isEqualTo("cancelled");
        assertThat(tested.query(BATCH, 1).cancelProof()).isEqualTo("never_started");
        assertThat(tested.query(BATCH, 1).errorCode()).isEqualTo("QUERY_CANCELLED");
        assertThat(tested.query(BATCH, 2).errorCode()).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(tested.requeued()).isZero();
    }

    @Test
    void nothingNewOfAPausedBatchStarts() {
        submit(BATCH, "acme", 4);
        List<Claim> running = claim(node, 1);
        tested.pause(BATCH, true);
        assertThat(store.candidates()).isEmpty();
        assertThat(claim(node, 1)).isEmpty();
        publish(running, DONE);
        assertThat(progress()).containsExactly(9, 0, 1, 0);
        tested.pause(BATCH, false);
        assertThat(claim(node, 1)).hasSize(1);
    }

    @Test
    void aTenantNeverRunsMoreThanItsCapWhateverTheBatchesAndNodes() {
        submit(BATCH, "acme", 10);
        submit(SECOND, "acme", 10);
        long other = store.registerNode("there");
        assertThat(claim(node, 5, BATCH, "acme", 7)).hasSize(5);
        assertThat(claim(other, 5, SECOND, "acme", 7)).hasSize(2);
        assertThat(claim(node, 5, BATCH, "acme", 7)).isEmpty();
        assertThat(store.candidates()).extracting(Candidate::tenantRunning).containsOnly(7);
    }

    @Test
    void capsHoldWhenNodesClaimAtTheSameTime() throws InterruptedException {
        submit(BATCH, "acme", 10);
        submit(SECOND, "acme", 10);
        List<Claim> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = List.of(
                new Thread(() -> taken.addAll(claim(node, 5, BATCH, "acme", 6))),
                new Thread(() -> taken.addAll(claim(node, 5, SECOND, "acme", 6))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasSize(6);
    }

    @Test
    void interactiveBatchesOfATenantComeFirst() {
        submit(BATCH, "acme", 10);
        submit(SECOND, "acme", 1, true, item(1, "FLIGHTS"));
        assertThat(store.candidates()).extracting(Candidate::batch).containsExactly(SECOND, BATCH);
        assertThat(store.candidates()).extracting(Candidate::interactive).containsExactly(true, false);
    }

    @Test
    void nodesTellTheirLoad() {
        NodeLoad load = new NodeLoad(3, Set.of("WEATHER", "FLIGHTS"));
        assertThat(store.heartbeat(node, load)).isTrue();
        assertThat(tested.load(node)).isEqualTo(load);
    }

    private static Outcome postponed(Duration delay) {
        return new Outcome.Postponed(new QueryFailure(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "away"), delay);
    }

    @Test
    void twoNodesNeverHoldTheSameQuery() throws InterruptedException {
        submit(BATCH, "acme", 10);
        long other = store.registerNode("there");
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
        assertThat(batch().state()).isEqualTo("STOPPED");
    }

    @Test
    void claimsOneDataSourceAtATimeInTheOrderOfTheItems() {
        submit(BATCH, "acme", 20, false, item(1, "FLIGHTS"), item(11, "WEATHER"));
        assertThat(claim(node, 15))
                .extracting(claim -> claim.query().n())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(claim(node, 15)).isEmpty();
        assertThat(store.candidates()).extracting(Candidate::dataSource).containsExactly("WEATHER");
        Grant weather = new Grant(BATCH, "acme", "WEATHER", 2);
        assertThat(store.claim(node, List.of(weather), Integer.MAX_VALUE))
                .extracting(claim -> claim.query().n())
                .containsExactly(11, 12);
    }

    @Test
    void everyClaimOfABatchHasAFenceOfItsOwn() {
        submit(BATCH, "acme", 10);
        List<Claim> first = claim(node, 2);
        publish(first.subList(0, 1), postponed(Duration.ZERO));
        List<Claim> second = claim(node, 2);
        assertThat(first).extracting(Claim::fence).containsOnly(first.get(0).fence());
        assertThat(second.get(0).fence()).isGreaterThan(first.get(0).fence());
    }

    @Test
    void looksForWhatIsNobodysOnceABatchHasRested() {
        submit(BATCH, "acme", 10);
        List<Claim> claims = claim(node, 10);
        publish(claims.subList(0, 9), DONE);
        publish(claims.subList(9, 10), BROKEN);
        assertThat(store.unswept(5)).isEmpty();
        tested.passTime(Duration.ofSeconds(61));
        assertThat(store.unswept(5)).containsExactly(new ExecutionStore.EndedBatch(BATCH, false));
        List<ResultKey> stored = claims.stream().map(Claim::resultKey).toList();
        ResultKey older = new ResultKey(stored.get(0).query(), stored.get(0).fence() - 1);
        assertThat(store.unpublished(BATCH, List.of(stored.get(0), older, stored.get(9))))
                .containsExactly(older, stored.get(9));
        store.swept(BATCH);
        assertThat(store.unswept(5)).isEmpty();
    }

    @Test
    void tellsWhichPacksNoPublishedResultIsIn() {
        submit(BATCH, "acme", 3);
        List<Claim> claims = claimTogether(2, 5);
        publish(claims.subList(0, 1), BROKEN);
        publish(claims.subList(1, 2), DONE);
        publish(claims.subList(5, 10), BROKEN);
        ResultKey first = claims.get(0).resultKey();
        ResultKey second = claims.get(5).resultKey();
        ResultKey earlier = new ResultKey(first.query(), first.fence() - 1);
        assertThat(store.unusedPacks(BATCH, List.of(first, second, earlier))).containsExactly(second, earlier);
        assertThat(store.unusedPacks(SECOND, List.of(first))).containsExactly(first);
    }

    @Test
    void deletedResultsAreSweptWithoutRest() {
        submit(BATCH, "acme", 10);
        publish(claim(node, 10), DONE);
        tested.noteResultsDeleted(BATCH);
        tested.passTime(Duration.ofSeconds(1));
        assertThat(store.unswept(5)).containsExactly(new ExecutionStore.EndedBatch(BATCH, true));
    }

    @Test
    void knowsWhichBatchesAreNotKept() {
        submit(BATCH, "acme", 10);
        assertThat(store.unknown(List.of(BATCH, SECOND))).containsExactly(SECOND);
    }

    @Test
    void nobodyClaimsUnderTheNumberOfANodeThatIsGone() {
        submit(BATCH, "acme", 10);
        silence();
        store.recover(SILENCE, 3);
        assertThat(claim(node, 2)).isEmpty();
        long again = store.registerNode("here");
        store.retireNode(again);
        assertThat(claim(again, 2)).isEmpty();
        assertThat(progress()).containsExactly(10, 0, 0, 0);
    }

    /** Claims for so many scans, each of which may answer up to {@code width} queries. */
    private List<Claim> claimTogether(int scans, int width) {
        return store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", scans, width)), Integer.MAX_VALUE);
    }

    private int free() {
        return store.candidates().get(0).free();
    }

    @Test
    void neighboursOfOneFamilyShareAScanAndTakeOneSlot() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claimTogether(2, 4);
        assertThat(claims).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(claims).extracting(Claim::lead).containsExactly(1, 1, 1, 1, 5, 5, 5, 5);
        assertThat(progress()).containsExactly(2, 8, 0, 0);
        assertThat(store.candidates()).isEmpty();
        assertThat(claimTogether(1, 4)).isEmpty();
    }

    @Test
    void aFullScanOfManyQueriesNeedNotWaitForTheOthersToBeClaimed() {
        DateRange days = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2002, 12, 31));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), days, List.of("flights"), 1000);
        submit(BATCH, "acme", 3, false, new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true)));
        assertThat(claimTogether(3, 300))
                .hasSize(300)
                .allMatch(claim -> claim.lead() == 1)
                .extracting(claim -> claim.query().n())
                .endsWith(299, 300);
        List<Claim> next = claimTogether(2, 100);
        assertThat(next).hasSize(200);
        assertThat(next.subList(0, 100)).allMatch(claim -> claim.lead() == 301);
        assertThat(next.subList(100, 200)).allMatch(claim -> claim.lead() == 401);
    }

    @Test
    void aSlotComesFreeWithTheLead() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claimTogether(1, 4);
        assertThat(free()).isEqualTo(1);
        publish(claims.subList(1, 4), DONE);
        assertThat(free()).isEqualTo(1);
        publish(claims.subList(0, 1), DONE);
        assertThat(free()).isEqualTo(2);
        assertThat(progress()).containsExactly(6, 0, 4, 0);
    }

    @Test
    void queriesOfDifferentFamiliesDoNotShareAScan() {
        BatchItem first = item(1, "FLIGHTS");
        BatchItem same = item(11, "FLIGHTS");
        BatchItem other = new BatchItem(
                21,
                null,
                new QuerySpec("FLIGHTS", List.of("ORD"), first.spec().dates(), List.of("miles"), 1000),
                List.of(),
                first.split());
        submit(BATCH, "acme", 5, false, first, same, other);
        List<Claim> claims = claimTogether(2, 25);
        assertThat(claims).hasSize(30);
        assertThat(claims.subList(0, 20)).allMatch(claim -> claim.lead() == 1);
        assertThat(claims.subList(20, 30)).allMatch(claim -> claim.lead() == 21);
    }

    @Test
    void whatWasReturnedWaitsAgainUnchargedAndRunsAlone() {
        submit(BATCH, "acme", 3);
        List<Claim> claims = claimTogether(1, 10);
        publish(claims.subList(0, 1), BROKEN);
        publish(claims.subList(1, 10), new Outcome.Returned());
        assertThat(progress()).containsExactly(9, 0, 0, 1);
        assertThat(free()).isEqualTo(3);
        List<Claim> again = claimTogether(3, 10);
        assertThat(again).hasSize(3).allMatch(claim -> claim.attempt() == 1 && !claim.rides());
    }

    /** Claims for slots of so many scans each, of a query each, which cost nothing. */
    private List<Claim> claimDeep(int slots, int depth) {
        Grant grant = new Grant(BATCH, "acme", "FLIGHTS", slots, 1, depth, form -> 0);
        return store.claim(node, List.of(grant), Integer.MAX_VALUE);
    }

    @Test
    void aSlotMayBeForSeveralScans() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claimDeep(2, 3);
        assertThat(claims).extracting(claim -> claim.query().n()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(claims).extracting(Claim::lead).containsExactly(1, 2, 1, 2, 1, 2);
        assertThat(claims).noneMatch(Claim::sharesScan);
        assertThat(store.candidates()).isEmpty();
        publish(claims.stream().filter(claim -> claim.lead() == 1).toList(), DONE);
        assertThat(free()).isEqualTo(1);
        assertThat(progress()).containsExactly(4, 3, 3, 0);
    }

    @Test
    void noSlotHasMuchBeforeItWhileOthersHaveNothing() {
        submit(BATCH, "acme", 5);
        assertThat(claimDeep(4, 100)).extracting(Claim::lead).containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 1, 2);
    }

    @Test
    void whatWasNotBegunMayShareASlotAgainWhatWasChargedNot() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claimDeep(1, 6);
        assertThat(claims).hasSize(6);
        claims.subList(0, 2)
                .forEach(claim -> publish(
                        List.of(claim), new Outcome.Postponed(((Outcome.Failed) BROKEN).failure(), Duration.ZERO)));
        publish(claims.subList(2, 6), new Outcome.Returned());
        assertThat(claimDeep(2, 6))
                .extracting(claim -> claim.query().n(), Claim::lead, Claim::attempt)
                .containsExactly(tuple(1, 1, 2), tuple(2, 2, 2));
        assertThat(progress()).containsExactly(8, 2, 0, 0);
    }

    @Test
    void whatWasReturnedInAStoppedBatchNeverStarted() {
        submit(BATCH, "acme", 3);
        List<Claim> claims = claimTogether(1, 10);
        store.stop(BATCH, StopReason.CANCELLED);
        publish(claims, new Outcome.Returned());
        assertThat(batch().outcome()).isEqualTo("cancelled");
        assertThat(tested.query(BATCH, 4).cancelProof()).isEqualTo("never_started");
        assertThat(tested.query(BATCH, 4).ended()).isTrue();
    }

    @Test
    void slotsComeFreeWhenANodeIsLostOrGivesBackOrRetires() {
        submit(BATCH, "acme", 3);
        claimTogether(1, 4);
        silence();
        store.recover(SILENCE, 3);
        assertThat(free()).isEqualTo(3);

        node = store.registerNode("here");
        claim(node, 3);
        claim(node, 1);
        List<Claim> fresh = claimTogether(3, 4);
        assertThat(fresh).isEmpty();
        store.handBack(node, store.held(node));
        assertThat(free()).isEqualTo(3);

        store.retireNode(node);
        assertThat(progress()).containsExactly(10, 0, 0, 0);
    }

    @Test
    void ridersThatAreHandedBackFreeNoSlotOfTheirOwn() {
        submit(BATCH, "acme", 2);
        List<Claim> claims = claimTogether(1, 5);
        store.handBack(node, Set.of(claims.get(2).resultKey(), claims.get(3).resultKey()));
        assertThat(progress()).containsExactly(7, 3, 0, 0);
        assertThat(free()).isEqualTo(1);
        store.retireNode(node);
        assertThat(free()).isEqualTo(2);
    }

    @Test
    void theCapOfATenantCountsScans() {
        submit(BATCH, "acme", 5);
        assertThat(store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5, 3)), 2))
                .hasSize(6);
        assertThat(store.claim(node, List.of(new Grant(BATCH, "acme", "FLIGHTS", 5, 3)), 2))
                .isEmpty();
        assertThat(store.candidates().get(0).tenantRunning()).isEqualTo(2);
    }
}
