package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.planning.ItemJson;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.Fingerprint;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultSummary;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which queries are answered by the results of others, held by both databases and by the model that simulations run on. */
public abstract class SharedAnswersContract {

    /** Queries of items that say something about age share with those of the same tenant that are spelled alike. */
    public static final AnswerKeys KEYS = (asker, format, item) -> item.cacheMinutes() == null
            ? Optional.empty()
            : Optional.of(new AnswerKeys.Sharing(
                    spec -> Fingerprint.of(asker.tenant(), ItemJson.write(spec)),
                    Duration.ofMinutes(item.cacheMinutes())));

    private static final BatchId FIRST = new BatchId("qrb_00000000000000000001");
    private static final BatchId SECOND = new BatchId("qrb_00000000000000000002");
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

    /** So many days of one account from a day of January 2001 on. */
    private void submit(BatchId batch, String tenant, int firstDay, int days, Integer cacheMinutes) {
        tested.submit(new Submission(batch, tenant, 5, false, 30, List.of(item(1, firstDay, days, cacheMinutes))));
    }

    private static BatchItem item(int firstN, int firstDay, int days, Integer cacheMinutes) {
        LocalDate first = LocalDate.of(2001, 1, firstDay);
        DateRange range = new DateRange(first, first.plusDays(days - 1L));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD"), range, List.of("flights"), 1000);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(true, true), cacheMinutes);
    }

    private List<Claim> claim(BatchId batch, int scans) {
        return store.claim(node, List.of(new Grant(batch, "acme", "FLIGHTS", scans, 100)), Integer.MAX_VALUE);
    }

    /** Two batches of the same query; returns the claim of the one that runs. */
    private List<Claim> theSecondWaitsForTheFirst() {
        submit(FIRST, "acme", 1, 1, 0);
        submit(SECOND, "acme", 1, 1, 0);
        List<Claim> first = claim(FIRST, 5);
        assertThat(claim(SECOND, 5)).isEmpty();
        return first;
    }

    private void publish(List<Claim> claims, Outcome outcome) {
        store.publish(
                claims.stream().map(claim -> new Completion(claim, outcome)).toList());
    }

    private List<Integer> progress(BatchId batch) {
        return tested.batch(batch).orElseThrow().progress();
    }

    private void aMoment() {
        tested.passTime(Duration.ofSeconds(1));
    }

    @Test
    void whoAsksWhatIsBeingAskedWaitsAndHasTheSameAnswer() {
        List<Claim> first = theSecondWaitsForTheFirst();
        aMoment();
        assertThat(claim(SECOND, 5)).isEmpty();
        assertThat(progress(SECOND)).containsExactly(1, 0, 0, 0);
        assertThat(tested.query(SECOND, 1).state()).isEqualTo("QUEUED");

        publish(first, DONE);
        aMoment();
        List<Claim> second = claim(SECOND, 5);
        assertThat(second).singleElement().satisfies(claim -> {
            assertThat(claim.attempt()).isEqualTo(1);
            assertThat(claim.answer().key()).isEqualTo(first.get(0).resultKey());
            assertThat(claim.answer().ready()).isTrue();
        });
        publish(second, DONE);
        assertThat(tested.query(FIRST, 1).source()).isEqualTo(AnswerSource.EXECUTED);
        assertThat(tested.query(SECOND, 1).source()).isEqualTo(AnswerSource.SHARED);
        assertThat(tested.batch(SECOND).orElseThrow().outcome()).isEqualTo("completed");
        assertThat(tested.requeued()).isZero();
    }

    @Test
    void whoWaitsRunsByItselfWhenTheOtherFails() {
        publish(theSecondWaitsForTheFirst(), BROKEN);
        aMoment();
        assertThat(claim(SECOND, 5)).singleElement().matches(claim -> !claim.reuses());
    }

    @Test
    void whoWaitsRunsByItselfWhenTheOtherIsCancelled() {
        theSecondWaitsForTheFirst();
        store.stop(FIRST, StopReason.CANCELLED);
        aMoment();
        assertThat(claim(SECOND, 5)).singleElement().matches(claim -> !claim.reuses());
    }

    @Test
    void whoWaitsRunsByItselfWhenTheServerOfTheOtherIsLost() {
        theSecondWaitsForTheFirst();
        tested.passTime(Duration.ofMinutes(1));
        store.recover(Duration.ofSeconds(10), 3);
        node = store.registerNode("there");
        assertThat(claim(SECOND, 5)).singleElement().matches(claim -> !claim.reuses());
        // The other waits for this one now? No: it was claimed before, and runs by itself.
        assertThat(claim(FIRST, 5)).singleElement().matches(claim -> claim.attempt() == 2 && !claim.reuses());
    }

    @Test
    void whoWaitsCanBeCancelled() {
        theSecondWaitsForTheFirst();
        store.stop(SECOND, StopReason.CANCELLED);
        assertThat(tested.query(SECOND, 1).state()).isEqualTo("FAILURE");
        assertThat(tested.query(SECOND, 1).cancelProof()).isEqualTo("never_started");
        assertThat(tested.batch(SECOND).orElseThrow().outcome()).isEqualTo("cancelled");
        assertThat(progress(FIRST)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void othersOfTheBatchGoOnWhileSomeWait() {
        submit(FIRST, "acme", 3, 2, 0);
        submit(SECOND, "acme", 1, 6, 0);
        claim(FIRST, 5);
        List<Claim> second = claim(SECOND, 5);
        assertThat(second).extracting(claim -> claim.query().n()).containsExactly(1, 2, 5, 6);
        assertThat(second).allMatch(claim -> claim.lead() == 1);
        assertThat(progress(SECOND)).containsExactly(2, 4, 0, 0);
    }

    @Test
    void whatWasAskedBeforeIsGivenToThoseWhoAcceptItsAge() {
        submit(FIRST, "acme", 1, 1, 0);
        publish(claim(FIRST, 5), DONE);
        tested.passTime(Duration.ofMinutes(10));
        submit(SECOND, "acme", 1, 1, 15);
        List<Claim> second = claim(SECOND, 5);
        assertThat(second).singleElement().matches(Claim::reuses);
        publish(second, DONE);
        assertThat(tested.query(SECOND, 1).source()).isEqualTo(AnswerSource.CACHED);
    }

    @Test
    void whatWasAskedBeforeIsNotGivenToOthers() {
        submit(FIRST, "acme", 1, 1, 0);
        publish(claim(FIRST, 5), DONE);
        tested.passTime(Duration.ofMinutes(10));
        submit(SECOND, "acme", 1, 1, 5);
        assertThat(claim(SECOND, 5)).singleElement().matches(claim -> !claim.reuses());
    }

    @Test
    void aCopyIsAsOldAsWhatItIsACopyOf() {
        submit(FIRST, "acme", 1, 1, 0);
        publish(claim(FIRST, 5), DONE);
        tested.passTime(Duration.ofMinutes(10));
        submit(SECOND, "acme", 1, 1, 15);
        publish(claim(SECOND, 5), DONE);
        store.remove(FIRST);
        BatchId third = new BatchId("qrb_00000000000000000003");
        tested.passTime(Duration.ofMinutes(10));
        submit(third, "acme", 1, 1, 15);
        assertThat(claim(third, 5)).singleElement().matches(claim -> !claim.reuses());
    }

    @Test
    void whatIsAskedTwiceInABatchIsAskedOnce() {
        tested.submit(new Submission(
                FIRST, "acme", 5, false, 30, List.of(item(1, 1, 3, 0), item(4, 20, 1, 0), item(5, 2, 1, 0))));
        store.claim(node, List.of(new Grant(FIRST, "acme", "FLIGHTS", 5, 1)), Integer.MAX_VALUE);
        assertThat(progress(FIRST)).containsExactly(1, 4, 0, 0);
        assertThat(tested.query(FIRST, 5).state()).isEqualTo("QUEUED");
    }

    @Test
    void whatOneScanAnswersAnywayNeedsNoWaiting() {
        tested.submit(new Submission(FIRST, "acme", 5, false, 30, List.of(item(1, 1, 2, 0), item(3, 1, 2, 0))));
        assertThat(claim(FIRST, 5)).hasSize(4).allMatch(claim -> claim.lead() == 1);
    }

    @Test
    void allThatIsThereAlreadyTakesOneSlot() {
        submit(FIRST, "acme", 1, 10, 0);
        submit(SECOND, "acme", 1, 10, 0);
        publish(claim(FIRST, 5), DONE);
        List<Claim> second = claim(SECOND, 1);
        assertThat(second).hasSize(10).allMatch(claim -> claim.reuses() && claim.lead() == 1);
        assertThat(store.candidates()).isEmpty();
        publish(second, DONE);
        assertThat(progress(SECOND)).containsExactly(0, 0, 10, 0);
    }

    @Test
    void whatCouldNotBeCopiedRunsByItself() {
        submit(FIRST, "acme", 1, 2, 0);
        submit(SECOND, "acme", 1, 2, 0);
        publish(claim(FIRST, 5), DONE);
        publish(claim(SECOND, 5), new Outcome.Returned());
        List<Claim> again = claim(SECOND, 5);
        assertThat(again).hasSize(2).allMatch(claim -> !claim.reuses() && !claim.rides() && claim.attempt() == 1);
        publish(again, DONE);
        assertThat(tested.query(SECOND, 1).source()).isEqualTo(AnswerSource.EXECUTED);
    }

    @Test
    void whatWasDeletedIsNotGivenAgain() {
        submit(FIRST, "acme", 1, 1, 0);
        publish(claim(FIRST, 5), DONE);
        tested.noteResultsDeleted(FIRST);
        submit(SECOND, "acme", 1, 1, 60);
        assertThat(claim(SECOND, 5)).singleElement().matches(claim -> !claim.reuses());
    }

    @Test
    void whatIsNobodyElsesIsNotShared() {
        submit(FIRST, "acme", 1, 1, 60);
        submit(SECOND, "globex", 1, 1, 60);
        publish(claim(FIRST, 5), DONE);
        List<Claim> other = store.claim(node, List.of(new Grant(SECOND, "globex", "FLIGHTS", 5)), Integer.MAX_VALUE);
        assertThat(other).singleElement().matches(claim -> !claim.reuses());
    }
}
