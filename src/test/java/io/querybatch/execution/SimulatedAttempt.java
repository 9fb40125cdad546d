package io.querybatch.execution;

import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.results.ResultSummary;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A stint in simulated time: its scans write results, fail, hang, or end because they were told to. */
final class SimulatedAttempt implements RunningScan {

    private static final Outcome DONE = new Outcome.Succeeded(new ResultSummary(1, 1, 1));
    private static final Outcome WRONG = failed(ErrorCode.QUERY_SOURCE_ERROR, null, false);
    private static final Outcome AWAY = failed(ErrorCode.QUERY_SOURCE_UNAVAILABLE, null, true);
    private static final Outcome TOO_LONG = failed(ErrorCode.QUERY_TIMEOUT, CancelProof.KILLED_AT_SOURCE, false);

    /** What a statement that was cancelled without a word ends with: it says nothing about the query. */
    private static final Outcome CUT_OFF = failed(ErrorCode.QUERY_RESULT_TOO_LARGE, null, false);

    private final World world;
    private final SimulatedNode node;
    private final RunningQueries.Running running;
    private final Course course;
    private boolean deaf;
    private ClaimGroup group;

    /** Claims of the scan that is under way that have no outcome, in order. */
    private final Deque<Claim> left = new ArrayDeque<>();

    SimulatedAttempt(World world, SimulatedNode node, RunningQueries.Running running, Course course) {
        this.world = world;
        this.node = node;
        this.running = running;
        this.course = course;
    }

    private static Outcome failed(ErrorCode code, CancelProof proof, boolean passing) {
        return new Outcome.Failed(new QueryFailure(code, "simulated"), proof, passing);
    }

    void begin() {
        if (world.happens(0.2)) {
            throw new LinkageError("simulated");
        }
        course.next().ifPresent(this::begin);
    }

    private void begin(ClaimGroup scan) {
        world.time.note(node.name(), "begins", scan.lead().resultKey());
        group = scan;
        deaf = world.random.nextInt(5) == 0;
        left.addAll(scan.claims());
        left.forEach(this::begin);
        running.attach(this);
        if (group.lead().reuses()) {
            node.after(world.upTo(300), this::copy);
        } else if (!deaf && world.happens(0.3)) {
            node.after(90_000, () -> leadEnds(TOO_LONG));
        } else {
            node.after(1 + world.upTo(duration()), this::scanEnds);
        }
    }

    /** Every other batch is of quick queries, but for a few. */
    private int duration() {
        boolean quick = group.lead().query().batch().hashCode() % 2 == 0;
        return quick ? world.random.nextInt(40) == 0 ? 3_000 : 8 : world.random.nextInt(6) == 0 ? 8_000 : 1_500;
    }

    private void begin(Claim claim) {
        node.begun(claim);
        if (claim.attempt() > 1) {
            world.results.deleteEarlier(claim.resultKey());
        }
        world.results.begin(claim.resultKey());
    }

    private void scanEnds() {
        Outcome outcome = natural();
        if (outcome == DONE) {
            deal();
        } else {
            leadEnds(outcome);
        }
    }

    /** What is there already becomes a result of each, as long as it is there. */
    private void copy() {
        for (Claim claim : List.copyOf(left)) {
            end(claim, world.results.isComplete(claim.answer().key()) ? DONE : new Outcome.Returned());
        }
    }

    /** The rows are there, and become one result after the other. */
    private void deal() {
        if (!left.isEmpty()) {
            end(left.peek(), world.random.nextInt(30) == 0 ? WRONG : DONE);
            node.after(world.upTo(50), this::deal);
        }
    }

    /** The scan failed for all; for the lead by itself, too. */
    private void leadEnds(Outcome outcome) {
        for (Claim claim : List.copyOf(left)) {
            end(claim, claim.equals(group.lead()) ? outcome : new Outcome.Returned());
        }
    }

    private Outcome natural() {
        if (world.isAway(group.lead().dataSource())) {
            return AWAY;
        }
        if (world.random.nextInt(30) == 0) {
            return WRONG;
        }
        return world.happens(0.5) ? AWAY : DONE;
    }

    private void end(Claim claim, Outcome outcome) {
        if (!left.remove(claim)) {
            return;
        }
        if (left.isEmpty()) {
            running.detach();
        }
        if (outcome == DONE) {
            world.results.complete(claim.resultKey());
        } else {
            world.results.delete(claim.resultKey());
        }
        world.time.note(node.name(), "ends", claim.resultKey());
        world.invariants.ended(claim, outcome);
        node.ended(claim);
        course.ended(claim, outcome);
        if (left.isEmpty()) {
            course.next().ifPresent(this::begin);
        }
    }

    @Override
    public boolean cancel() {
        if (deaf) {
            return false;
        }
        node.after(world.upTo(200), this::endNow);
        return world.random.nextBoolean();
    }

    private void endNow() {
        Outcome outcome = running.stopped()
                .map(reason -> failed(reason.code(), running.proof(), false))
                .orElse(CUT_OFF);
        List.copyOf(left).forEach(claim -> end(claim, outcome));
    }

    @Override
    public RowCursor rows() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
