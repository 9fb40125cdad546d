package io.querybatch.batches;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Forgets keys of submissions when their day is over; every server does, and it is safe to repeat. */
@Singleton
@Startup
@DependsOn({"StartupChecks", "BatchWaits"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdempotencyRetention {

    private static final Logger LOG = Logger.getLogger(IdempotencyRetention.class.getName());
    private static final long EVERY_MINUTES = 10;

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService executor;

    @Inject
    private IdempotencyStore keys;

    private ScheduledFuture<?> forgetting;

    @PostConstruct
    void start() {
        forgetting = executor.scheduleWithFixedDelay(this::forget, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    @PreDestroy
    void stop() {
        forgetting.cancel(false);
    }

    private void forget() {
        try {
            keys.forget();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "old keys of submissions could not be removed; trying again", e);
        }
    }
}
