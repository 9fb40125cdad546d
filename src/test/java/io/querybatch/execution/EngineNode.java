package io.querybatch.execution;

import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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
    private final List<Future<?>> regular = new ArrayList<>();

    /**
     * Wires a node that does not work yet.
     *
     * @param workers most queries running at once, all of them for batches
     * @param store its store; closed with it
     * @param attempt what running a query is; it always succeeds
     */
    public EngineNode(String name, int workers, ExecutionStore store, ResultStore results, Consumer<Claim> attempt) {
        this.store = store;
        this.executor = Executors.newCachedThreadPool(daemons(name));
        this.scheduler = Executors.newScheduledThreadPool(3, daemons(name + " housekeeping"));
        Attempts attempts = (stint, running, course) -> {
            for (Optional<ClaimGroup> scan = course.next(); scan.isPresent(); scan = course.next()) {
                scan.get().claims().forEach(claim -> {
                    attempt.accept(claim);
                    course.ended(claim, new Outcome.Succeeded(NOTHING));
                });
            }
        };
        this.engine = new ExecutionEngine(
                store,
                results,
                attempts,
                Map.of(),
                config(name, workers),
                executor,
                new SteadyClock(Clock.systemUTC().instant()),
                () -> ThreadLocalRandom.current().nextDouble(),
                Traces.unwanted());
    }

    private static ExecutionConfig config(String name, int workers) {
        return new ExecutionConfig(
                name,
                workers,
                0,
                TenantShares.EQUAL,
                HEARTBEAT,
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(1),
                1,
                1,
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
