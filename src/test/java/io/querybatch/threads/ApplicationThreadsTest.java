package io.querybatch.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the application promises of its threads; none of it waits for a time to pass. */
@Timeout(60)
class ApplicationThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());
    private final ApplicationThreads threads = threads(LONG);

    private ApplicationThreads threads(Duration grace) {
        return new ApplicationThreads(
                task -> {
                    Thread thread = new Thread(task);
                    made.add(thread);
                    return thread;
                },
                grace);
    }

    @AfterEach
    void end() {
        threads.end();
    }

    @Test
    void theServerMakesThemAndTheyAreCalledByWhatTheyDo() throws Exception {
        assertThat(threads.perTask("queries")
                        .submit(() -> Thread.currentThread().getName())
                        .get())
                .isEqualTo("querybatch-queries-1");
        assertThat(made).singleElement().extracting(Thread::getName).isEqualTo("querybatch-queries-1");
    }

    @Test
    void eachTaskHasAThreadAtOnce() throws Exception {
        ExecutorService pool = threads.perTask("queries");
        CountDownLatch together = new CountDownLatch(40);
        for (int task = 0; task < 40; task++) {
            pool.execute(together::countDown);
        }
        together.await();
        CountDownLatch meeting = new CountDownLatch(40);
        for (int task = 0; task < 40; task++) {
            pool.execute(() -> {
                meeting.countDown();
                awaitUninterrupted(meeting);
            });
        }
        meeting.await();
        assertThat(made).hasSizeBetween(40, 80);
    }

    @Test
    void tasksBeyondTheThreadsWaitForTheirTurn() throws Exception {
        ExecutorService pool = threads.atMost(2, "call-back");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(100);
        for (int task = 0; task < 100; task++) {
            pool.execute(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                now.decrementAndGet();
                all.countDown();
            });
        }
        all.await();
        assertThat(most.get()).isBetween(1, 2);
        assertThat(made).hasSize(2);
    }

    @Test
    void whatIsUnderWayMayFinish() throws Exception {
        ExecutorService pool = threads.perTask("downloads");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        pool.execute(() -> {
            begun.countDown();
            finished.set(awaitUninterrupted(mayFinish));
        });
        begun.await();
        Thread ending = new Thread(threads::end);
        ending.start();
        while (!pool.isShutdown()) {
            Thread.onSpinWait();
        }
        mayFinish.countDown();
        ending.join();
        assertThat(finished).isTrue();
        assertNoneLives();
    }

    @Test
    void whatDoesNotFinishIsInterrupted() throws Exception {
        ApplicationThreads impatient = threads(Duration.ZERO);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean(true);
        impatient.perTask("downloads").execute(() -> {
            begun.countDown();
            finished.set(awaitUninterrupted(new CountDownLatch(1)));
        });
        begun.await();
        impatient.end();
        assertNoneLives();
        assertThat(finished).isFalse();
    }

    @Test
    void regularTasksEndWithTheOthers() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        threads.regular(1, "waits").every(Duration.ofNanos(1), "it failed", thrice::countDown);
        thrice.await();
        threads.end();
        assertNoneLives();
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        ExecutorService pool = threads.perTask("queries");
        threads.end();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** Whether it came before an interruption. */
    private static boolean awaitUninterrupted(CountDownLatch latch) {
        try {
            return latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void assertNoneLives() throws InterruptedException {
        for (Thread thread : List.copyOf(made)) {
            thread.join(LONG.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }
}
