package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublisherTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeExecutionStore store = new FakeExecutionStore();
    private final Results results = new Results();
    private final AtomicInteger published = new AtomicInteger();
    private final Publisher publisher = new Publisher(store, results, published::incrementAndGet);

    @Test
    void recordsInOneGroupWhatHasGathered() throws InterruptedException {
        List<Completion> completions = offer(500);

        runToTheEnd();

        assertThat(store.groups).containsExactly(completions);
        assertThat(published).hasValue(1);
    }

    @Test
    void groupsHaveABound() throws InterruptedException {
        List<Completion> completions = offer(1_100);

        runToTheEnd();

        assertThat(store.groups)
                .hasSize(3)
                .allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(500));
        assertThat(store.recorded()).isEqualTo(completions);
        assertThat(published).hasValue(3);
    }

    @Test
    void recordsWhatIsOfferedWhileItRuns() throws InterruptedException {
        Thread thread = new Thread(publisher);
        thread.start();

        List<Completion> completions = offer(50);
        publisher.finish(LONG);

        assertThat(store.recorded()).isEqualTo(completions);
    }

    @Test
    void triesAgainUntilTheStoreIsBackAndLosesNothing() throws InterruptedException {
        store.failNext(2);
        List<Completion> completions = offer(700);

        runToTheEnd();

        assertThat(store.calls.get()).isEqualTo(4);
        assertThat(store.recorded()).isEqualTo(completions);
        assertThat(published).hasValue(2);
        assertThat(results.deleted).isEmpty();
    }

    @Test
    void resultsThatCameTooLateAreDeleted() throws InterruptedException {
        List<Completion> completions = offer(3);
        ResultKey late = completions.get(1).claim().resultKey();
        store.take(late);

        runToTheEnd();

        assertThat(results.deleted).containsExactly(late);
        assertThat(store.recorded()).containsExactly(completions.get(0), completions.get(2));
    }

    @Test
    void lateResultThatCannotBeDeletedStopsNothing() throws InterruptedException {
        results.broken = true;
        store.take(offer(1).get(0).claim().resultKey());

        runToTheEnd();

        assertThat(store.calls).hasValue(1);
        assertThat(published).hasValue(1);
    }

    @Test
    void endsAtOnceWhenThereIsNothing() throws InterruptedException {
        runToTheEnd();

        assertThat(store.calls).hasValue(0);
        assertThat(published).hasValue(0);
    }

    @Test
    void doesNotWaitForEverForAStoreThatIsAway() throws InterruptedException {
        store.failNext(Integer.MAX_VALUE);
        offer(1);
        Thread thread = new Thread(publisher);
        thread.start();

        publisher.finish(Duration.ofMillis(50));

        assertThat(store.groups).isEmpty();
        thread.interrupt();
        publisher.finish(LONG);
        assertThat(store.groups).isEmpty();
        thread.join(LONG.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void recordsTheRestItselfWhenItsThreadWasInterrupted() throws InterruptedException {
        Thread thread = new Thread(publisher);
        thread.start();
        thread.interrupt();
        thread.join(LONG.toMillis());
        List<Completion> completions = offer(700);

        publisher.finish(LONG);

        assertThat(store.recorded()).isEqualTo(completions);
    }

    private void runToTheEnd() throws InterruptedException {
        publisher.finish(Duration.ZERO);
        publisher.run();
    }

    /** Offers so many outcomes, successes and failures in turn. */
    private List<Completion> offer(int count) {
        List<Completion> completions = IntStream.rangeClosed(1, count)
                .mapToObj(n -> new Completion(
                        Claims.claim(1, n, "F"),
                        n % 2 == 0
                                ? new Outcome.Succeeded(new ResultSummary(n, 1, n))
                                : new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_SOURCE_ERROR, "no"), null)))
                .toList();
        completions.forEach(publisher::offer);
        return completions;
    }

    /** Only notes what is deleted. */
    private static final class Results extends UnaskedResultStore {

        private final List<ResultKey> deleted = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean broken;

        @Override
        public void delete(ResultKey key) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            deleted.add(key);
        }

        @Override
        public void deleteEarlier(ResultKey key) {
            throw new AssertionError("a publisher knows nothing of earlier attempts");
        }
    }
}
