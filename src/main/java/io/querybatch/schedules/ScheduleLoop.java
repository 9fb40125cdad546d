package io.querybatch.schedules;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.RecurringBatches;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.Dispatcher;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
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
import java.time.Duration;

/**
 * Looks for schedules that are due; every server does. Never inside a transaction: planning a large batch takes its time, and
 * each step of the store is a transaction of its own.
 */
@Singleton
@Startup
@DependsOn({"StartupChecks", "Dispatcher"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ScheduleLoop extends EndsWithApplication {

    private static final Duration LOOK = Duration.ofSeconds(1);

    @Inject
    private ApplicationThreads threads;

    @Inject
    private ScheduleStore store;

    @Inject
    private RecurringBatches recurring;

    @Inject
    private BatchStore batches;

    @Inject
    private CommittedState committed;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private ScheduleConfig config;

    private ScheduleRuns runs;

    @PostConstruct
    void start() {
        runs = new ScheduleRuns(store, recurring::plan, ScheduleRuns.running(batches), config);
        RegularTasks looking = threads.regular(1, "schedules");
        looking.every(LOOK, "the store could not be asked for schedules that are due", this::look);
        atEnd(looking::end);
    }

    private void look() {
        if (runs.round() > 0) {
            announce();
        }
    }

    /** Submits the batch of a schedule now; when this returns it survives a crash and a loss of power. */
    public BatchId runNow(String tenant, RecurrenceId id) {
        BatchId batch = runs.runNow(tenant, id);
        announce();
        return batch;
    }

    private void announce() {
        committed.sync();
        dispatcher.wake();
    }
}
