package io.querybatch.batches;

import io.querybatch.query.BatchId;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.threads.EndsWithApplication;
import io.querybatch.threads.RegularTasks;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Calls back when something has become of a batch, on whatever node, so that nobody holds a thread while he waits. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchWaits extends EndsWithApplication {

    /** Each is an open connection of this server. */
    static final int MOST_OF_TENANT = 100;

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Those who are called back mostly write an answer to the network. */
    private static final int CALL_BACK = 4;

    @Inject
    private ApplicationThreads threads;

    @Inject
    private BatchStore batches;

    private Waiters waiters;

    @PostConstruct
    void start() {
        Executor callBack = threads.atMost(CALL_BACK, "call-back");
        waiters = new Waiters(batches::marks, System::nanoTime, callBack, MOST_OF_TENANT);
        RegularTasks looking = threads.regular(1, "waits");
        looking.every(LOOK, "the store could not be asked for what has become of batches", waiters::look);
        atEnd(() -> {
            looking.end();
            waiters.endAll();
        });
    }

    /** Runs {@code done} once, on a thread of the server's: when the batch has stopped or the time is up. */
    public void awaitEnd(BatchId batch, Duration longest, Runnable done) {
        waiters.await(batch, Mark::stopped, longest, done);
    }

    /**
     * Runs {@code done} once, on a thread of the server's: when the batch has changed or the time is up.
     *
     * @param known number of the change that the caller knows
     * @return false if too many of the tenant wait already; then {@code done} is never run
     */
    public boolean awaitChange(String tenant, BatchId batch, long known, Duration longest, Runnable done) {
        return waiters.awaitIfRoom(tenant, batch, mark -> mark.change() != known, longest, done);
    }

    /** Keeps the caller's thread until the batch has changed, is gone, or the time is up. */
    public void awaitChange(BatchId batch, long known, Duration longest) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        waiters.await(batch, mark -> mark.change() != known, longest, over::countDown);
        over.await();
    }
}
