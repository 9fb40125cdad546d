package io.querybatch.bench;

import io.querybatch.testing.Poll;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** Jobs that note when they run. */
final class Jobs {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final int amount;
    private final AtomicIntegerArray runs;
    private final AtomicLongArray started;
    private final CountDownLatch left;

    Jobs(int amount) {
        this.amount = amount;
        this.runs = new AtomicIntegerArray(amount);
        this.started = new AtomicLongArray(amount);
        this.left = new CountDownLatch(amount);
    }

    int amount() {
        return amount;
    }

    /** The job of that number, from 0. */
    void run(int number) {
        ran(number, System.nanoTime());
    }

    /** The job of that number is done, and began then, of {@link System#nanoTime()}. */
    void ran(int number, long begin) {
        started.set(number, begin);
        runs.incrementAndGet(number);
        left.countDown();
    }

    /** Waits until each has run, and until nothing is left of them in the store. */
    void awaitEnd(BenchDatabase database, String unfinished) throws InterruptedException {
        if (!left.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " jobs never ran");
        }
        if (!Poll.within(LONGEST, LOOK, () -> database.number(unfinished) == 0)) {
            throw new IllegalStateException("jobs that have run never ended");
        }
        if (IntStream.range(0, amount).anyMatch(job -> runs.get(job) != 1)) {
            throw new IllegalStateException("jobs ran more than once");
        }
    }

    /** When the job began, of {@link System#nanoTime()}. */
    long started(int number) {
        return started.get(number);
    }

    /** When the first of all began. */
    long firstStarted() {
        return IntStream.range(0, amount).mapToLong(started::get).min().orElseThrow();
    }
}
