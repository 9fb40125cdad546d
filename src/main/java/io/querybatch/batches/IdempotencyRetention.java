package io.querybatch.batches;

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

/** Forgets keys of submissions when their day is over; every server does, and it is safe to repeat. */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdempotencyRetention {

    private static final Duration FORGET = Duration.ofMinutes(10);

    @Inject
    private RegularTasks tasks;

    @Inject
    private IdempotencyStore keys;

    @PostConstruct
    void start() {
        tasks.every(FORGET, "old keys of submissions could not be removed", keys::forget);
    }
}
