package io.querybatch.execution;

import io.querybatch.connectors.DataSources;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The running parts of this node, wired: dispatch loop, workers, publisher, housekeeping. Plain Java. */
final class ExecutionEngine {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final Outcome INTERNAL_ERROR =
            new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_INTERNAL_ERROR, "The worker failed."), null);

    private final ExecutionStore store;
    private final RunningQueries running = new RunningQueries();
    private final QueryRunner runner;
    private final Publisher publisher;
    private final DispatchLoop loop;
    private final Housekeeping housekeeping;
    private final Executor executor;
    private final ExecutionConfig config;
    private final DataSources sources;
    private volatile long node;

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
        this.runner = new QueryRunner(sources, results);
        this.publisher = new Publisher(store, results, this::wake);
        LostClaims lostClaims = new LostClaims(store, () -> node, this::isKnown, clock);
        this.loop = new DispatchLoop(
                store, () -> node, config.workers(), running, this::freeSlots, executor, this::work, lostClaims);
        this.housekeeping = new Housekeeping(store, results, config, running, () -> node, this::register);
    }

    /** Registers the node, takes back what its earlier life left running, and begins to work. */
    void start() {
        register();
        store.recover(config.nodeTimeout(), config.maxAttempts());
        executor.execute(publisher);
        executor.execute(loop);
    }

    /** New work may have arrived. */
    void wake() {
        loop.wake();
    }

    /** Tells the statements of a stopped batch that run here; those on other nodes hear of it with their heartbeat. */
    void deliverStop(BatchId batch, StopReason reason) {
        running.stop(batch, reason);
    }

    /** One round of everything that must happen regularly. */
    void keepHouse() {
        housekeeping.round();
    }

    /**
     * Stops claiming, lets short queries finish, hands the others back uncharged and only then stops being alive: a node
     * that is still working is never taken for dead.
     */
    void stop() throws InterruptedException {
        loop.stop();
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (running.size() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        publisher.stop();
        publisher.awaitEnd(DRAIN);
        store.retireNode(node);
        running.abandon();
    }

    /** In this order: an attempt is owed before it stops running. */
    private boolean isKnown(ResultKey attempt) {
        return running.contains(attempt) || publisher.owes(attempt);
    }

    private void register() {
        node = store.registerNode(config.nodeName());
    }

    private int freeSlots(String dataSource) {
        return sources.catalog()
                .source(dataSource)
                .map(source -> source.definition().limits().concurrency() - running.size(dataSource))
                .orElse(config.workers());
    }

    private void work(Claim claim, RunningQueries.Running entry) {
        Outcome outcome = INTERNAL_ERROR;
        try {
            outcome = runner.run(claim, entry);
        } finally {
            // Even if the worker dies of an Error: a claim without an outcome would be running for ever.
            publisher.offer(new Completion(claim, outcome));
            running.leave(claim);
        }
    }
}
