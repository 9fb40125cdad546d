package io.querybatch.execution;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts queries: asks for no more work than can run now, so that nothing claimed ever waits. One thread runs it. */
final class DispatchLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(DispatchLoop.class.getName());

    /** Other nodes accept batches too: without a ring, look this often. */
    private static final Duration POLL = Duration.ofMillis(500);

    private final ExecutionStore store;
    private final NodeIdentity node;
    private final ExecutionConfig config;
    private final RunningQueries running;
    private final SourceSlots sourceSlots;
    private final ScanWidths widths;
    private final Executor executor;
    private final Worker worker;
    private final LostClaims lostClaims;
    private final FairChoice choice;
    private final WakeUp wakeUp = new WakeUp();
    private volatile boolean stopping;

    DispatchLoop(
            ExecutionStore store,
            NodeIdentity node,
            ExecutionConfig config,
            RunningQueries running,
            SourceSlots sourceSlots,
            ScanWidths widths,
            Executor executor,
            Worker worker,
            LostClaims lostClaims) {
        this.store = store;
        this.node = node;
        this.config = config;
        this.choice = new FairChoice(config.shares());
        this.running = running;
        this.sourceSlots = sourceSlots;
        this.widths = widths;
        this.executor = executor;
        this.worker = worker;
        this.lostClaims = lostClaims;
    }

    void wake() {
        wakeUp.ring();
    }

    void stop() {
        stopping = true;
        wakeUp.ring();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                if (!startWhatFits()) {
                    wakeUp.await(POLL);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. Whatever goes wrong, the loop goes on: the next round sees the truth in the store again. */
    boolean startWhatFits() {
        try {
            lostClaims.settle();
            FairChoice.Slots slots = slots();
            if (slots.all() <= 0) {
                return false;
            }
            List<Grant> grants = choice.choose(store.candidates(), slots, sourceSlots::free).stream()
                    .map(widths::of)
                    .toList();
            if (grants.isEmpty()) {
                return false;
            }
            return claimAndStart(grants);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the store did not give out work; trying again", e);
            return false;
        }
    }

    private FairChoice.Slots slots() {
        return new FairChoice.Slots(
                config.workers() - running.size(), config.workers() - config.reservedWorkers() - running.ofBatches());
    }

    private boolean claimAndStart(List<Grant> grants) {
        try {
            List<Claim> claims = store.claim(node.id(), grants, config.shares().concurrency());
            ClaimGroup.of(claims).forEach(this::start);
            return !claims.isEmpty();
        } catch (RuntimeException e) {
            lostClaims.suspect();
            throw e;
        }
    }

    private void start(ClaimGroup group) {
        RunningQueries.Running entry = running.enter(group);
        try {
            executor.execute(() -> worker.work(group, entry));
        } catch (RejectedExecutionException e) {
            group.claims().forEach(running::leave);
            throw e;
        }
    }

    /** How many more scans may run against a data source on this server. */
    interface SourceSlots {
        int free(String dataSource);
    }

    /** Runs claimed queries to their outcomes. */
    interface Worker {
        void work(ClaimGroup group, RunningQueries.Running running);
    }
}
