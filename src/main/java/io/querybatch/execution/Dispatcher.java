package io.querybatch.execution;

import io.querybatch.answers.FusedAnswer;
import io.querybatch.audit.AuditEvent;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.DataSources;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.OutputFormat;
import io.querybatch.results.ResultStore;
import io.querybatch.threads.ApplicationThreads;
import io.querybatch.threads.EndsWithApplication;
import io.querybatch.threads.RegularTasks;
import io.querybatch.tracing.Traces;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The executor of the batches on this server: starts with the application and ends with it.
 *
 * <p>Never inside a transaction: a query may take minutes, and each step of the store is a transaction of its own. The
 * container's lock is off because every part is safe for many threads by itself.
 */
@Singleton
@Startup
@DependsOn("StartupChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Dispatcher extends EndsWithApplication {

    /** How soon a stop that another node took is delivered, and a dead node noticed, after its time is up. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration KEEP_HOUSE = Duration.ofSeconds(5);

    @Inject
    @QueryThreads
    private Executor executor;

    @Inject
    private ApplicationThreads threads;

    @Inject
    private ExecutionStore store;

    @Inject
    private AnswerKeys keys;

    @Inject
    private BatchEnds ends;

    @Inject
    private CommittedState committed;

    @Inject
    private ResultStore results;

    @Inject
    private DataSources sources;

    @Inject
    private ExecutionConfig config;

    @Inject
    private Clock clock;

    @Inject
    private Traces traces;

    private ExecutionEngine engine;
    private RegularTasks regular;

    @PostConstruct
    void start() {
        store.tellEnds(ends);
        Attempts attempts = new QueryRunner(sources, results);
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        Clock steady = new SteadyClock(clock.instant());
        engine = new ExecutionEngine(store, results, attempts, capacities(), config, executor, steady, random, traces);
        engine.start();
        regular = threads.regular(3, "dispatcher");
        regular.every(config.heartbeat(), "the heartbeat failed", engine::beat);
        regular.every(LOOK, "stops and dead nodes could not be looked for", engine::look);
        regular.every(KEEP_HOUSE, "what is no longer wanted could not be removed", engine::keepHouse);
        atEnd(this::end);
    }

    private Map<String, SourceCapacity> capacities() {
        return sources.definitions().stream()
                .collect(Collectors.toUnmodifiableMap(DataSourceDefinition::id, this::capacity));
    }

    private SourceCapacity capacity(DataSourceDefinition source) {
        boolean fuses = FusedAnswer.isPossible(sources.connector(source.id()));
        return new SourceCapacity(source.limits().concurrency(), fuses ? config.scanWidth() : 1);
    }

    private void end() {
        try {
            engine.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            regular.end();
            store.close();
        }
    }

    /** Says what running a batch would come to, if no scan turned out to be quick: more queries share the next ones then. */
    public Forecast forecast(List<BatchItem> items, AnswerKeys.Asker asker, OutputFormat format) {
        ToIntFunction<String> widths = source -> Math.min(
                ScanWidths.FIRST,
                capacity(sources.catalog().source(source).orElseThrow().definition())
                        .width());
        return new Forecast.Forecaster(keys, widths, store::answers).of(items, asker, format, clock.instant());
    }

    /** What this server is doing, and how it finds its data sources. */
    public NodeStanding standing() {
        return engine.standing();
    }

    /** Looks for work now instead of at the next poll; call it after the work is committed. */
    public void wake() {
        engine.wake();
    }

    /**
     * Cancels a batch: when this returns the intent is durable and its statements on this node are being told.
     *
     * @param batch the batch
     * @param by who says so
     */
    public void cancel(BatchId batch, AuditEvent by) {
        store.cancel(batch, by);
        committed.sync();
        engine.deliverStop(batch, StopReason.CANCELLED);
        engine.wake();
    }
}
