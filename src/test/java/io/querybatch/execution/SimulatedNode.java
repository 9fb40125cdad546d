package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.results.ResultKey;
import io.querybatch.tracing.Traces;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** One life of a server: the real engine, whose threads are activities of the simulation. */
final class SimulatedNode implements Executor {

    private static final long POLL_MILLIS = 500;
    private static final long HOUSE_MILLIS = 5_000;

    private final World world;
    private final String name;
    private final ExecutionConfig config;
    private final ExecutionStore link;
    private final ExecutionEngine engine;
    private final Map<ResultKey, Claim> running = new HashMap<>();
    private final Set<ResultKey> everBegun = new HashSet<>();
    private Activity dispatching;
    private boolean dead;
    private boolean draining;
    private long pausedUntil;

    SimulatedNode(World world, String name) {
        this.world = world;
        this.name = name;
        this.config = world.scenario.config(name);
        this.link = SimulatedLink.open(world, this);
        this.engine = new ExecutionEngine(
                link,
                world.results,
                (stint, entry, course) -> new SimulatedAttempt(world, this, entry, course).begin(),
                world.scenario.capacities(),
                config,
                this,
                new DriftingClock(world.time, 0.95 + world.random.nextDouble() / 10, world.upTo(1_000_000_000)),
                world.random::nextDouble,
                Traces.unwanted());
    }

    /** Something that a thread of its own does over and over. */
    private final class Activity {
        private final Runnable step;
        private final long interval;
        private boolean busy;

        Activity(Runnable step, long interval) {
            this.step = step;
            this.interval = interval;
            after(world.upTo(interval), this::run);
        }

        /** Like a scheduled task, it is over when it throws. */
        void run() {
            if (once()) {
                after(interval, this::run);
            }
        }

        boolean once() {
            if (busy) {
                return true;
            }
            busy = true;
            try {
                step.run();
                return true;
            } catch (SimulatedLink.Away e) {
                world.time.note(name, "an activity ends for good:", e.getMessage());
                return false;
            } finally {
                busy = false;
            }
        }
    }

    /** Begins to work; dies if the store is away. */
    void start() {
        try {
            engine.start();
            new Activity(engine::beat, config.heartbeat().toMillis());
            new Activity(engine::look, POLL_MILLIS);
            new Activity(engine::keepHouse, HOUSE_MILLIS);
        } catch (SimulatedLink.Away e) {
            crash();
        }
    }

    /** The endless loops of the engine become activities; everything else is run a little later. */
    @Override
    public void execute(Runnable task) {
        if (task instanceof Publisher publisher) {
            new Activity(() -> publish(publisher), POLL_MILLIS / 5);
        } else if (task instanceof DispatchLoop loop) {
            dispatching = new Activity(() -> dispatch(loop), POLL_MILLIS);
        } else if (world.happens(0.1)) {
            throw new RejectedExecutionException("simulated");
        } else {
            after(world.upTo(20), () -> run(task));
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (LinkageError e) {
            // The thread is lost, as it would be.
        }
    }

    private void publish(Publisher publisher) {
        publisher.publishWaiting();
        wake();
    }

    private void dispatch(DispatchLoop loop) {
        if (!draining && loop.startWhatFits() == DispatchLoop.Round.STARTED) {
            wake();
        }
    }

    /** Work may have come. */
    void wake() {
        after(1, () -> {
            if (dispatching != null) {
                dispatching.once();
            }
        });
    }

    /** Something of this server happens later, if it lives and is not held up then. */
    void after(long millis, Runnable action) {
        world.time.after(millis, () -> act(action));
    }

    private void act(Runnable action) {
        long left = pausedUntil - world.time.now();
        if (!dead && left > 0) {
            world.time.after(left, () -> act(action));
        } else if (!dead) {
            action.run();
        }
    }

    /** Somebody cancels a batch here. */
    void cancel(BatchId batch) {
        try {
            link.stop(batch, StopReason.CANCELLED);
            engine.deliverStop(batch, StopReason.CANCELLED);
        } catch (SimulatedLink.Away | RejectedExecutionException e) {
            world.time.note(name, "could not cancel", batch);
        }
    }

    /** Everything here stands still. */
    void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, world.time.now() + millis);
    }

    /** Ends in good order. */
    void drain() {
        draining = true;
        engine.claimNoMore();
        awaitDrain(world.time.now() + config.drain().toMillis());
    }

    private void awaitDrain(long deadline) {
        if (!running.isEmpty() && world.time.now() < deadline) {
            after(100, () -> awaitDrain(deadline));
        } else {
            after(500, this::leave);
        }
    }

    private void leave() {
        try {
            engine.leave();
        } catch (SimulatedLink.Away | RejectedExecutionException e) {
            // Others find out.
        }
        crash();
    }

    /** All that is in memory is lost. */
    void crash() {
        if (!dead) {
            world.time.note(name, "is gone", null);
            dead = true;
            everBegun.forEach(world.invariants::died);
            world.gone(this);
        }
    }

    void checkAlive() {
        if (dead) {
            throw new SimulatedLink.Away("dead");
        }
    }

    /** Whether anything may still come from here. */
    boolean isBusy() {
        return !running.isEmpty() || draining || pausedUntil > world.time.now();
    }

    String name() {
        return name;
    }

    void begun(Claim claim) {
        running.put(claim.resultKey(), claim);
        everBegun.add(claim.resultKey());
        world.invariants.checkNode(config, running.values());
    }

    void ended(Claim claim) {
        running.remove(claim.resultKey());
    }
}
