package io.querybatch.execution;

import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The running parts of this node, wired: dispatch loop, workers, publisher, heartbeat, watch, housekeeping. Plain Java. */
final class ExecutionEngine {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LAST_OUTCOMES = Duration.ofSeconds(5);

    private static final Outcome INTERNAL_ERROR =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_INTERNAL_ERROR, "The worker failed."), null);

    private final ExecutionStore store;
    private final RunningQueries running;
    private final Attempts attempts;
    private final SourceGuards guards;
    private final Publisher publisher;
    private final DispatchLoop loop;
    private final Heartbeat heartbeat;
    private final Watch watch;
    private final Housekeeping housekeeping;
    private final Sweeper sweeper;
    private final Executor executor;
    private final ExecutionConfig config;
    private final DataSources sources;
    private final NodeIdentity node;
    private volatile boolean ending;
    private volatile boolean gone;

    ExecutionEngine(
            ExecutionStore store,
            ResultStore results,
            DataSources sources,
            ExecutionConfig config,
            Executor executor,
            Clock clock) {
        this.store = store;
        this.sources = sources;
        this.config = config;
        this.executor = executor;
        this.node = new NodeIdentity(store, config.nodeName());
        this.running = new RunningQueries(executor);
        this.attempts = new QueryRunner(sources, results);
        RetryPolicy retries = new RetryPolicy(
                config.maxAttempts(),
                config.firstPause(),
                LONGEST_PAUSE,
                () -> ThreadLocalRandom.current().nextDouble());
        this.guards = new SourceGuards(retries, clock);
        this.publisher = new Publisher(store, results, this::wake);
        LostClaims lostClaims = new LostClaims(store, node::id, this::isKnown, clock);
        this.loop = new DispatchLoop(store, node, config, running, this::freeSlots, executor, this::work, lostClaims);
        this.heartbeat = new Heartbeat(store, node, this::load, running);
        this.watch = new Watch(store, config, running, node, this::wake);
        this.housekeeping = new Housekeeping(store, results);
        this.sweeper = new Sweeper(store, results);
    }

    /** Registers the node, takes back what its earlier life left running, and begins to work. */
    void start() {
        node.register();
        store.recover(config.nodeTimeout(), config.maxAttempts());
        executor.execute(publisher);
        executor.execute(loop);
    }

    /** New work may have arrived. */
    void wake() {
        loop.wake();
    }

    /** Tells the statements of a stopped batch that run here; other nodes find out when they look. */
    void deliverStop(BatchId batch, StopReason reason) {
        running.stop(batch, reason);
    }

    void beat() {
        if (!gone) {
            heartbeat.beat();
        }
    }

    void look() {
        watch.look();
    }

    void keepHouse() {
        housekeeping.round();
        sweeper.round();
    }

    /**
     * Stops claiming, lets queries finish for a while, hands the others back uncharged and only then stops being alive: a
     * node that is still working is never taken for dead. What fails meanwhile may fail because the server ends, and is
     * handed back too.
     */
    void stop() throws InterruptedException {
        ending = true;
        loop.stop();
        long deadline = System.nanoTime() + config.drain().toNanos();
        while (running.size() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        publisher.stop();
        publisher.awaitEnd(LAST_OUTCOMES);
        gone = true;
        store.retireNode(node.id());
        running.abandon();
    }

    /** In this order: an attempt is owed before it stops running. */
    private boolean isKnown(ResultKey attempt) {
        return running.contains(attempt) || publisher.owes(attempt);
    }

    private NodeLoad load() {
        return new NodeLoad(
                Math.max(0, config.workers() - running.size()),
                sources.catalog().sources().stream()
                        .map(source -> source.definition().id())
                        .filter(source -> freeSlots(source) <= 0)
                        .collect(Collectors.toSet()));
    }

    private int freeSlots(String dataSource) {
        int limit = sources.catalog()
                .source(dataSource)
                .map(DataSource::definition)
                .map(definition -> definition.limits().concurrency())
                .orElse(config.workers());
        return Math.min(limit, guards.limit(dataSource)) - running.size(dataSource);
    }

    private void work(Claim claim, RunningQueries.Running entry) {
        Outcome outcome = INTERNAL_ERROR;
        try {
            outcome = guards.watch(claim, () -> attempts.run(claim, entry));
        } finally {
            // Even if the worker dies of an Error: a claim without an outcome would be running for ever.
            if (outcome instanceof Outcome.Succeeded
                    || !(ending || Thread.currentThread().isInterrupted())) {
                publisher.offer(new Completion(claim, outcome));
            }
            running.leave(claim);
        }
    }
}
