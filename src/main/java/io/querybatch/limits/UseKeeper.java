package io.querybatch.limits;

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
import java.time.Duration;

/** Has nodes hear of each other's requests, every second. */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UseKeeper extends EndsWithApplication {

    private static final Duration SHARE = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final String NOT_SHARED = "how much was asked could not be shared";

    @Inject
    private RegularTasks tasks;

    @Inject
    private RequestGate gate;

    @Inject
    private RequestUse use;

    @PostConstruct
    void start() {
        tasks.every(SHARE, NOT_SHARED, () -> gate.share(use));
        tasks.every(FORGET, "how much was asked could not be forgotten", () -> gate.forget(use));
        atEnd(() -> RegularTasks.attempt(NOT_SHARED, () -> gate.share(use)));
    }
}
