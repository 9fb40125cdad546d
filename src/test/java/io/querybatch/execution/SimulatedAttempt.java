package io.querybatch.execution;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;
import java.util.function.Consumer;

/** An attempt that takes simulated time: it writes its result, fails, hangs, or ends because it was told to. */
final class SimulatedAttempt implements RunningScan {

    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(1, 1, 1));
    private static final Outcome WRONG = failed(ErrorCode.QUERY_SOURCE_ERROR, null, false);
    private static final Outcome AWAY = failed(ErrorCode.QUERY_SOURCE_UNAVAILABLE, null, true);
    private static final Outcome TOO_LONG = failed(ErrorCode.QUERY_TIMEOUT, CancelProof.KILLED_AT_SOURCE, false);

    /** What a statement that was cancelled without a word ends with: it says nothing about the query. */
    private static final Outcome CUT_OFF = failed(ErrorCode.QUERY_RESULT_TOO_LARGE, null, false);

    private final World world;
    private final SimulatedNode node;
    private final Claim claim;
    private final RunningQueries.Running running;
    private final Consumer<Outcome> ended;
    private final boolean deaf;
    private boolean done;

    SimulatedAttempt(
            World world, SimulatedNode node, Claim claim, RunningQueries.Running running, Consumer<Outcome> ended) {
        this.world = world;
        this.node = node;
        this.claim = claim;
        this.running = running;
        this.ended = ended;
        this.deaf = world.random.nextInt(5) == 0;
    }

    private static Outcome failed(ErrorCode code, CancelProof proof, boolean passing) {
        return new Outcome.Failed(new QueryFailure(code, "simulated"), proof, passing);
    }

    void begin() {
        world.time.note(node.name(), "begins", claim.resultKey());
        if (world.happens(0.2)) {
            throw new LinkageError("simulated");
        }
        node.begun(claim);
        if (claim.attempt() > 1) {
            world.results.deleteEarlier(claim.resultKey());
        }
        world.results.begin(claim.resultKey());
        running.attach(this);
        if (!deaf && world.happens(0.3)) {
            node.after(90_000, () -> end(TOO_LONG));
        } else {
            node.after(1 + world.upTo(world.random.nextInt(6) == 0 ? 8_000 : 1_500), () -> end(natural()));
        }
    }

    private Outcome natural() {
        if (world.isAway(claim.dataSource())) {
            return AWAY;
        }
        if (world.random.nextInt(30) == 0) {
            return WRONG;
        }
        return world.happens(0.5) ? AWAY : DONE;
    }

    private void end(Outcome outcome) {
        if (done) {
            return;
        }
        done = true;
        running.detach();
        if (outcome == DONE) {
            world.results.complete(claim.resultKey());
        } else {
            world.results.delete(claim.resultKey());
        }
        world.time.note(node.name(), "ends", claim.resultKey());
        world.invariants.ended(claim, outcome);
        node.ended(claim);
        ended.accept(outcome);
    }

    @Override
    public boolean cancel() {
        if (deaf) {
            return false;
        }
        node.after(world.upTo(200), () -> end(cutShort()));
        return world.random.nextBoolean();
    }

    private Outcome cutShort() {
        return running.stopped()
                .map(reason -> failed(reason.code(), running.proof(), false))
                .orElse(CUT_OFF);
    }

    @Override
    public RowCursor rows() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
