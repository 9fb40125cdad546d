package io.querybatch.execution;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts queries: asks for no more work than can run now, so that nothing claimed ever waits. One thread runs it. */
final class DispatchLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(DispatchLoop.class.getName());

    /** What a round came to. */
    enum Round {
        /** Something started; there may be more. */
        STARTED,
        /** Others were faster, or are at it. */
        TURNED_AWAY,
        /** Nothing waits that fits. */
        IDLE
    }

    private final ExecutionStore store;
    private final NodeIdentity node;
    private final ExecutionConfig config;
    private final RunningQueries running;
    private final SourceSlots sourceSlots;
    private final StintSizes sizes;
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
            StintSizes sizes,
            Executor executor,
            Worker worker,
            LostClaims lostClaims) {
        this.store = store;
        this.node = node;
        this.config = config;
        this.choice = new FairChoice(config.shares());
        this.running = running;
        this.sourceSlots = sourceSlots;
        this.sizes = sizes;
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
            Pauses pauses = new Pauses();
            while (!stopping) {
                wakeUp.await(pauses.after(startWhatFits()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. Whatever goes wrong, the loop goes on: the next round sees the truth in the store again. */
    Round startWhatFits() {
        try {
            lostClaims.settle();
            FairChoice.Slots slots = slots();
            if (slots.all() <= 0) {
                return Round.IDLE;
            }
            List<Grant> grants = choice.choose(store.candidates(), slots, sourceSlots::free).stream()
                    .map(sizes::of)
                    .toList();
            if (grants.isEmpty()) {
                return Round.IDLE;
            }
            return claimAndStart(grants);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the store did not give out work; trying again", e);
            return Round.IDLE;
        }
    }

    private FairChoice.Slots slots() {
        return new FairChoice.Slots(
                config.workers() - running.size(), config.workers() - config.reservedWorkers() - running.ofBatches());
    }

    private Round claimAndStart(List<Grant> grants) {
        try {
            List<Claim> claims = store.claim(node.id(), grants, config.shares().concurrency());
            choice.used(grants, claims);
            Stint.of(claims).forEach(this::start);
            return claims.isEmpty() ? Round.TURNED_AWAY : Round.STARTED;
        } catch (RuntimeException e) {
            lostClaims.suspect();
            throw e;
        }
    }

    private void start(Stint stint) {
        RunningQueries.Running entry = running.enter(stint);
        try {
            executor.execute(() -> worker.work(stint, entry));
        } catch (RejectedExecutionException e) {
            stint.claims().forEach(running::leave);
            throw e;
        }
    }

    /** How many more slots may be taken for a data source on this server. */
    interface SourceSlots {
        int free(String dataSource);
    }

    /** Runs claimed queries to their outcomes. */
    interface Worker {
        void work(Stint stint, RunningQueries.Running running);
    }
}
