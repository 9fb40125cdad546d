package io.querybatch.singles;

import io.querybatch.batches.BatchStore;
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
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls back when runs have ended, on whatever node, so that nobody holds a thread while he waits. One look at the store
 * serves all who wait; nobody waiting, nobody looks.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ManagedScheduledExecutorDefinition(name = "java:app/concurrent/waits", maxAsync = 4)
public class RunWaits {

    private static final Logger LOG = Logger.getLogger(RunWaits.class.getName());
    private static final long LOOK_EVERY_MILLIS = 50;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private BatchStore batches;

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> looking;

    /** One who waits; two who wait for the same are not equal. */
    private static final class Wait {

        private final BatchId batch;
        private final long deadline;
        private final Runnable done;

        Wait(BatchId batch, long deadline, Runnable done) {
            this.batch = batch;
            this.deadline = deadline;
            this.done = done;
        }
    }

    @PostConstruct
    void start() {
        looking = executor.scheduleWithFixedDelay(
                this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        looking.cancel(false);
        waits.forEach(this::end);
    }

    /** Runs {@code done} once, on a thread of the server's: when the batch has stopped or the time is up. */
    public void await(BatchId batch, Duration longest, Runnable done) {
        waits.add(new Wait(batch, System.nanoTime() + longest.toNanos(), done));
    }

    private void look() {
        try {
            Set<BatchId> awaited = new HashSet<>();
            waits.forEach(wait -> awaited.add(wait.batch));
            if (awaited.isEmpty()) {
                return;
            }
            Set<BatchId> stopped = batches.stopped(awaited);
            long now = System.nanoTime();
            waits.forEach(wait -> {
                if (stopped.contains(wait.batch) || now - wait.deadline >= 0) {
                    end(wait);
                }
            });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the store could not be asked for runs that have ended; trying again", e);
        }
    }

    private void end(Wait wait) {
        if (waits.remove(wait)) {
            executor.execute(wait.done);
        }
    }
}
