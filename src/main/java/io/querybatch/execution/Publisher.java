package io.querybatch.execution;

import io.querybatch.logs.LogContext;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Records outcomes, as many in one transaction as have gathered while the one before committed: under load groups grow by
 * themselves, without it nothing waits. An outcome leaves the queue only when it is in the store.
 */
final class Publisher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Publisher.class.getName());
    private static final int MAX_GROUP = 500;
    private static final long RETRY_MILLIS = 500;
    private static final long IDLE_MILLIS = 200;

    private final ExecutionStore store;
    private final ResultStore results;
    private final Runnable published;
    private final BlockingQueue<Completion> queue = new LinkedBlockingQueue<>();
    private final Set<ResultKey> owed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What is being recorded; belongs to the thread that records. */
    private final List<Completion> group = new ArrayList<>();

    private volatile boolean stopping;

    /** {@code published} is told after each group: slots may have come free. */
    Publisher(ExecutionStore store, ResultStore results, Runnable published) {
        this.store = store;
        this.results = results;
        this.published = published;
    }

    void offer(Completion completion) {
        owed.add(completion.claim().resultKey());
        queue.add(completion);
    }

    /** Whether an outcome of that attempt waits to be recorded. */
    boolean owes(ResultKey attempt) {
        return owed.contains(attempt);
    }

    /**
     * Records everything offered so far and ends, but does not wait for ever: what is not recorded then runs again elsewhere.
     *
     * @param longest how long to wait for the loop
     */
    void finish(Duration longest) throws InterruptedException {
        stopping = true;
        if (ended.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            recordRest();
        }
        if (!owed.isEmpty()) {
            LOG.warning(
                    () -> owed.size() + " outcomes could not be recorded before the end; their queries will run again");
        }
    }

    /** Containers interrupt the loop before they tell the application that it ends. */
    private void recordRest() {
        while (!owed.isEmpty() && publishWaiting()) {
            LOG.fine("recorded last outcomes");
        }
    }

    @Override
    public void run() {
        try {
            while (!(stopping && queue.isEmpty() && group.isEmpty())) {
                awaitOutcome();
                if (!publishWaiting()) {
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void awaitOutcome() throws InterruptedException {
        if (group.isEmpty()) {
            Completion first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
            }
        }
    }

    /** Records what has gathered, if anything has. False if the store did not take it: then it is kept for the next time. */
    boolean publishWaiting() {
        queue.drainTo(group, MAX_GROUP - group.size());
        if (group.isEmpty()) {
            return true;
        }
        try {
            Set<ResultKey> late = store.publish(group);
            group.forEach(completion -> owed.remove(completion.claim().resultKey()));
            List<Claim> dropped = group.stream()
                    .map(Completion::claim)
                    .filter(claim -> late.contains(claim.resultKey()))
                    .toList();
            group.clear();
            dropped.forEach(this::drop);
            published.run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> group.size() + " outcomes could not be recorded yet; trying again");
            return false;
        }
    }

    /** Somebody else runs the query by now: what this attempt wrote is nobody's. */
    private void drop(Claim late) {
        try (LogContext.Work work = LogContext.begin()) {
            WorkTrace.note(late, work);
            LOG.info(() -> late.query() + ": a late outcome was dropped");
            results.delete(late.resultKey());
        } catch (IOException e) {
            LOG.log(Level.WARNING, e, () -> late.query() + ": the late result will be removed with its batch");
        }
    }
}
