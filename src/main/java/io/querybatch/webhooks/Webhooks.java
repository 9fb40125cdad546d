package io.querybatch.webhooks;

import io.querybatch.batches.BatchViews;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Calls those who want to know that a batch has stopped: starts with the application and ends with it. */
@Singleton
@Startup
@DependsOn({"StartupChecks", "BatchWaits"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ManagedExecutorDefinition(name = "java:app/concurrent/deliveries", maxAsync = DeliveryLoop.MOST)
public class Webhooks {

    private static final long LOOK_EVERY_MILLIS = 500;

    /** A receiver that is back after a night is told before noon. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    @Resource(lookup = "java:app/concurrent/waits")
    private ManagedScheduledExecutorService scheduler;

    @Resource(lookup = "java:app/concurrent/deliveries")
    private ManagedExecutorService executor;

    @Inject
    private DeliveryStore store;

    @Inject
    private BatchViews batches;

    @Inject
    private WebhookConfig config;

    @Inject
    private Courier courier;

    @Inject
    private Clock clock;

    private ScheduledFuture<?> looking;

    @PostConstruct
    void start() {
        Pauses pauses = new Pauses(
                config.retryPause(),
                LONGEST_PAUSE,
                () -> ThreadLocalRandom.current().nextDouble());
        Attempts attempts = new Attempts(store, new EventBodies(batches), config, courier, pauses, clock);
        DeliveryLoop loop = new DeliveryLoop(store, attempts, config, executor);
        looking = scheduler.scheduleWithFixedDelay(
                loop::round, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the calls; told before the application is taken apart. What is under way is made again elsewhere.
     *
     * @param context what is going to be destroyed
     */
    public void end(@Observes @BeforeDestroyed(ApplicationScoped.class) Object context) {
        looking.cancel(false);
        courier.close();
    }
}
