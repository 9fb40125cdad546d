package io.querybatch.batches;

import io.querybatch.logs.LogContext;
import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Those who wait for something to become of a batch, none of them on a thread. One look at the store serves all. */
final class Waiters {

    private final Function<Set<BatchId>, Map<BatchId, Mark>> marks;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final int mostOfTenant;
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    /**
     * Nobody waits yet.
     *
     * @param marks how far batches are; those that are gone are missing
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @param executor calls those back whose wait is over
     * @param mostOfTenant how many of a tenant may wait by {@link #awaitIfRoom} at a time
     */
    Waiters(
            Function<Set<BatchId>, Map<BatchId, Mark>> marks,
            LongSupplier nanoTime,
            Executor executor,
            int mostOfTenant) {
        this.marks = marks;
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.mostOfTenant = mostOfTenant;
    }

    /** One who waits; two who wait for the same are not equal. */
    private static final class Waiter {

        private final String tenant;
        private final BatchId batch;
        private final Predicate<Mark> over;
        private final long deadline;
        private final Runnable done;

        Waiter(String tenant, BatchId batch, Predicate<Mark> over, long deadline, Runnable done) {
            this.tenant = tenant;
            this.batch = batch;
            this.over = over;
            this.deadline = deadline;
            this.done = LogContext.carried(done);
        }
    }

    /** Runs {@code done} once: when what is awaited is so, the batch is gone, or the time is up. */
    void await(BatchId batch, Predicate<Mark> over, Duration longest, Runnable done) {
        waiters.add(new Waiter(null, batch, over, deadline(longest), done));
    }

    /** The same for a tenant, if not too many of his wait already; otherwise false, and {@code done} is never run. */
    synchronized boolean awaitIfRoom(
            String tenant, BatchId batch, Predicate<Mark> over, Duration longest, Runnable done) {
        long others =
                waiters.stream().filter(waiter -> tenant.equals(waiter.tenant)).count();
        return others < mostOfTenant && waiters.add(new Waiter(tenant, batch, over, deadline(longest), done));
    }

    private long deadline(Duration longest) {
        return nanoTime.getAsLong() + longest.toNanos();
    }

    /** Calls back those whose wait is over. Nobody waiting, nobody asks. */
    void look() {
        Set<BatchId> awaited = waiters.stream().map(waiter -> waiter.batch).collect(Collectors.toUnmodifiableSet());
        if (awaited.isEmpty()) {
            return;
        }
        Map<BatchId, Mark> now = marks.apply(awaited);
        for (Waiter waiter : waiters) {
            // Those who have come after the question are asked for next time.
            if (awaited.contains(waiter.batch) && isOver(waiter, now.get(waiter.batch))) {
                end(waiter);
            }
        }
    }

    private boolean isOver(Waiter waiter, Mark mark) {
        return mark == null || waiter.over.test(mark) || nanoTime.getAsLong() - waiter.deadline >= 0;
    }

    /** Ends all waits. */
    void endAll() {
        waiters.forEach(this::end);
    }

    private void end(Waiter waiter) {
        if (waiters.remove(waiter)) {
            executor.execute(waiter.done);
        }
    }
}
