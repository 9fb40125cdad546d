package io.querybatch.webhooks;

import io.querybatch.batches.BatchViews;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.threads.EndsWithApplication;
import io.querybatch.threads.RegularTasks;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Calls those who want to know that a batch has stopped: starts with the application and ends with it. */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Webhooks extends EndsWithApplication {

    private static final Duration LOOK = Duration.ofMillis(500);

    /** A receiver that is back after a night is told before noon. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    @Inject
    private ApplicationThreads threads;

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

    @PostConstruct
    void start() {
        Pauses pauses = new Pauses(
                config.retryPause(),
                LONGEST_PAUSE,
                () -> ThreadLocalRandom.current().nextDouble());
        Attempts attempts = new Attempts(store, new EventBodies(batches), config, courier, pauses, clock);
        DeliveryLoop loop = new DeliveryLoop(store, attempts, config, threads.perTask("deliveries"));
        RegularTasks looking = threads.regular(1, "webhooks");
        looking.every(LOOK, "the store could not be asked for deliveries", loop::round);
        // What is under way is made again elsewhere.
        atEnd(() -> {
            looking.end();
            courier.close();
        });
    }
}
