package io.querybatch.batches;

import io.querybatch.query.BatchId;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Calls back when something has become of a batch, on whatever node, so that nobody holds a thread while he waits. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ManagedScheduledExecutorDefinition(name = "java:app/concurrent/waits", maxAsync = 4)
public class BatchWaits {

    /** Each is an open connection of this server. */
    static final int MOST_OF_TENANT = 100;

    private static final Logger LOG = Logger.getLogger(BatchWaits.class.getName());
    private static final long LOOK_EVERY_MILLIS = 50;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private BatchStore batches;

    private Waiters waiters;
    private ScheduledFuture<?> looking;

    @PostConstruct
    void start() {
        waiters = new Waiters(batches::marks, System::nanoTime, executor, MOST_OF_TENANT);
        looking = executor.scheduleWithFixedDelay(
                this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        looking.cancel(false);
        waiters.endAll();
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

    private void look() {
        try {
            waiters.look();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the store could not be asked for what has become of batches; trying again", e);
        }
    }
}
