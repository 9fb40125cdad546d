package io.querybatch.execution;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.logs.LogContext;
import io.querybatch.query.BatchId;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultStore;
import io.querybatch.tracing.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
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
    private final StintSizes sizes;
    private final LostClaims lostClaims;
    private final WorkTrace trace;
    private final DispatchLoop loop;
    private final Heartbeat heartbeat;
    private final Watch watch;
    private final Housekeeping housekeeping;
    private final Sweeper sweeper;
    private final Executor executor;
    private final ExecutionConfig config;
    private final Map<String, SourceCapacity> capacities;
    private final NodeIdentity node;
    private final Clock clock;
    private volatile boolean ending;
    private volatile boolean gone;

    /**
     * Wires the parts.
     *
     * @param capacities what the data sources can take on this node
     * @param clock measures durations only, but must never go back
     * @param random numbers from 0 to 1
     * @param traces is told of attempts and their statements
     */
    ExecutionEngine(
            ExecutionStore store,
            ResultStore results,
            Attempts attempts,
            Map<String, SourceCapacity> capacities,
            ExecutionConfig config,
            Executor executor,
            Clock clock,
            DoubleSupplier random,
            Traces traces) {
        this.store = store;
        this.attempts = attempts;
        this.trace = new WorkTrace(traces);
        this.capacities = capacities;
        this.config = config;
        this.executor = executor;
        this.clock = clock;
        this.node = new NodeIdentity(store, config.nodeName());
        this.running = new RunningQueries(executor);
        this.guards = new SourceGuards(
                new RetryPolicy(config.maxAttempts(), config.firstPause(), LONGEST_PAUSE, random), clock);
        this.publisher = new Publisher(store, results, this::wake);
        this.sizes = new StintSizes(source -> capacity(source).width(), config.slotScans(), clock);
        this.lostClaims = new LostClaims(store, node::id, this::isKnown, clock);
        this.loop = new DispatchLoop(
                store, node, config, running, this::freeSlots, sizes, executor, this::work, lostClaims);
        this.heartbeat = new Heartbeat(store, node, this::load, running);
        this.watch = new Watch(store, config, running, node, this::wake, clock);
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
     * node that is still working is never taken for dead.
     */
    void stop() throws InterruptedException {
        claimNoMore();
        long deadline = System.nanoTime() + config.drain().toNanos();
        while (running.size() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        publisher.finish(LAST_OUTCOMES);
        leave();
    }

    void claimNoMore() {
        ending = true;
        loop.stop();
    }

    /** Hands back what is still running here. */
    void leave() {
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
                capacities.keySet().stream()
                        .filter(source -> freeSlots(source) <= 0)
                        .collect(Collectors.toSet()));
    }

    /** What this node is doing, for those who look after it. */
    NodeStanding standing() {
        return new NodeStanding(
                node.id(),
                ending,
                running.size(),
                running.ofBatches(),
                capacities.keySet().stream()
                        .sorted()
                        .map(source -> new NodeStanding.SourceStanding(
                                source, running.size(source), capacity(source).concurrency(), guards.health(source)))
                        .toList());
    }

    private int freeSlots(String dataSource) {
        return Math.min(capacity(dataSource).concurrency(), guards.limit(dataSource)) - running.size(dataSource);
    }

    private SourceCapacity capacity(String dataSource) {
        return capacities.getOrDefault(dataSource, new SourceCapacity(config.workers(), 1));
    }

    private void work(Stint stint, RunningQueries.Running entry) {
        Course course = new Course(stint, entry, new CourseOfEngine(entry), clock);
        entry.on(course);
        try (LogContext.Work work = LogContext.begin()) {
            WorkTrace.note(stint.lead(), work);
            run(stint, entry, course);
        }
    }

    private void run(Stint stint, RunningQueries.Running entry, Course course) {
        try {
            attempts.run(stint, entry, course);
        } catch (RuntimeException | Error e) {
            // Even if the worker dies of an Error: a claim without an outcome would be running for ever.
            course.died(INTERNAL_ERROR);
            throw e;
        }
    }

    /** What this engine makes of what happens to the queries of a stint. */
    private final class CourseOfEngine implements Course.Engine {

        private final RunningQueries.Running entry;

        CourseOfEngine(RunningQueries.Running entry) {
            this.entry = entry;
        }

        @Override
        public void begins(ClaimGroup scan) {
            trace.begins(scan, entry);
        }

        @Override
        public Optional<Outcome> refusal(Claim claim) {
            return guards.refusal(claim);
        }

        /** What is there already says nothing of its source, and those that share a scan no more than who leads it. */
        @Override
        public void ended(Claim claim, Outcome outcome) {
            boolean alone = !claim.reuses() && !claim.sharesScan();
            end(claim, alone ? guards.ended(claim, outcome) : outcome);
        }

        @Override
        public void notRun(Claim claim, Outcome outcome) {
            end(claim, outcome);
        }

        @Override
        public void fellShort(ClaimGroup scan, int queries) {
            sizes.fellShort(scan.lead().query().batch(), queries);
        }

        @Override
        public void ran(ClaimGroup scan, Duration duration) {
            if (!scan.lead().reuses()) {
                QuerySpec form = scan.lead().item().spec().kind().form();
                sizes.ran(scan.lead().query().batch(), form, scan.claims().size(), duration);
            }
        }
    }

    private void end(Claim claim, Outcome outcome) {
        boolean counts = outcome instanceof Outcome.Succeeded || !cutShort();
        trace.ended(claim, counts ? outcome : new Outcome.Returned());
        if (counts) {
            publisher.offer(new Completion(claim, outcome));
        }
        running.leave(claim);
        if (!counts) {
            lostClaims.suspect();
        }
    }

    /**
     * What fails while the server ends may fail because it ends: that is not recorded, the query is handed back. Containers
     * interrupt workers before they tell the application that it ends.
     */
    private boolean cutShort() {
        return ending || Thread.currentThread().isInterrupted();
    }
}
