package io.querybatch.execution;

import io.querybatch.connectors.DataSources;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A node without a container: the real engine over a real store, kept going at the pace of {@link Dispatcher}. */
public final class EngineNode implements AutoCloseable {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration KEEP_HOUSE = Duration.ofSeconds(5);
    private static final ResultSummary NOTHING = new ResultSummary(0, 0, 0);

    private final ExecutionStore store;
    private final ExecutionEngine engine;
    private final ExecutorService executor;
    private final ScheduledExecutorService scheduler;
    private final Map<BatchId, Integer> fusedScans = new ConcurrentHashMap<>();
    private final List<Future<?>> regular = new ArrayList<>();

    /** How many queries one scan answers, and how many scans one slot is for, where queries are really run. */
    private static final int SCAN_WIDTH = 500;

    private static final int SLOT_SCANS = 100;

    /**
     * Wires a node that does not work yet.
     *
     * @param workers most queries running at once, all of them for batches
     * @param store its store; closed with it
     * @param attempt what running a query is; it always succeeds
     */
    public EngineNode(String name, int workers, ExecutionStore store, ResultStore results, Consumer<Claim> attempt) {
        this(config(name, workers, 1, 1), store, results, Map.of(), allSucceed(attempt));
    }

    /**
     * Wires a node that really asks data sources and does not work yet.
     *
     * @param workers most scans running at once, all of them for batches
     * @param store its store; closed with it
     */
    public EngineNode(String name, int workers, ExecutionStore store, ResultStore results, DataSources sources) {
        this(
                config(name, workers, SCAN_WIDTH, SLOT_SCANS),
                store,
                results,
                sources.catalog().sources().stream()
                        .collect(Collectors.toMap(
                                source -> source.definition().id(), source -> new SourceCapacity(workers, SCAN_WIDTH))),
                new QueryRunner(sources, results));
    }

    private EngineNode(
            ExecutionConfig config,
            ExecutionStore store,
            ResultStore results,
            Map<String, SourceCapacity> capacities,
            Attempts attempts) {
        this.store = store;
        this.executor = Executors.newCachedThreadPool(daemons(config.nodeName()));
        this.scheduler = Executors.newScheduledThreadPool(3, daemons(config.nodeName() + " housekeeping"));
        this.engine = new ExecutionEngine(
                store,
                results,
                (stint, running, course) -> {
                    countFused(stint);
                    attempts.run(stint, running, course);
                },
                capacities,
                config,
                executor,
                new SteadyClock(Clock.systemUTC().instant()),
                () -> ThreadLocalRandom.current().nextDouble(),
                Traces.unwanted());
    }

    private void countFused(Stint stint) {
        stint.scans().stream()
                .filter(ClaimGroup::isFused)
                .forEach(scan -> fusedScans.merge(scan.lead().query().batch(), 1, Integer::sum));
    }

    /** How many scans were begun that answer several queries of a batch. */
    public int fusedScans(BatchId batch) {
        return fusedScans.getOrDefault(batch, 0);
    }

    private static Attempts allSucceed(Consumer<Claim> attempt) {
        return (stint, running, course) -> {
            for (Optional<ClaimGroup> scan = course.next(); scan.isPresent(); scan = course.next()) {
                scan.get().claims().forEach(claim -> {
                    attempt.accept(claim);
                    course.ended(claim, new Outcome.Succeeded(NOTHING));
                });
            }
        };
    }

    private static ExecutionConfig config(String name, int workers, int scanWidth, int slotScans) {
        return new ExecutionConfig(
                name,
                workers,
                0,
                TenantShares.EQUAL,
                HEARTBEAT,
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(1),
                scanWidth,
                slotScans,
                Duration.ofSeconds(5));
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins to work. */
    public void start() {
        engine.start();
        every(HEARTBEAT, engine::beat);
        every(LOOK, engine::look);
        every(KEEP_HOUSE, engine::keepHouse);
    }

    private void every(Duration interval, Runnable action) {
        long millis = interval.toMillis();
        regular.add(scheduler.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS));
    }

    /** New work is committed. */
    public void wake() {
        engine.wake();
    }

    @Override
    public void close() {
        try {
            regular.forEach(task -> task.cancel(false));
            scheduler.shutdown();
            scheduler.awaitTermination(5, TimeUnit.SECONDS);
            engine.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
            store.close();
        }
    }
}
