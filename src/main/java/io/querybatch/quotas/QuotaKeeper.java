package io.querybatch.quotas;

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

/** Has nodes hear of what tenants use, every second. */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QuotaKeeper extends EndsWithApplication {

    private static final Duration SHARE = Duration.ofSeconds(1);
    private static final Duration SURVEY = Duration.ofSeconds(5);
    private static final Duration FORGET = Duration.ofHours(1);
    private static final String NOT_SHARED = "what tenants use could not be shared";

    @Inject
    private RegularTasks tasks;

    @Inject
    private QuotaGate gate;

    @Inject
    private UseStore use;

    @PostConstruct
    void start() {
        tasks.every(SHARE, NOT_SHARED, () -> gate.share(use));
        tasks.every(SURVEY, "what tenants use could not be looked up", () -> gate.survey(use));
        tasks.every(FORGET, "what tenants used could not be forgotten", () -> gate.forget(use));
        // The dispatcher publishes until it ends.
        atVeryEnd(() -> RegularTasks.attempt(NOT_SHARED, () -> gate.share(use)));
    }
}
