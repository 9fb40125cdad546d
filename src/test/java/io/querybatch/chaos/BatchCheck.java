package io.querybatch.chaos;

import io.querybatch.chaos.Submission.Cancelling;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** Compares a batch as it is stored with the order and what its sender was told. */
final class BatchCheck {

    private static final Set<Cancelling> NOT_CANCELLED = EnumSet.of(Cancelling.NONE, Cancelling.TOO_LATE);

    private final Submission submission;
    private final StoredBatch batch;
    private final BiConsumer<Problem.Kind, String> problems;

    BatchCheck(Submission submission, StoredBatch batch, BiConsumer<Problem.Kind, String> problems) {
        this.submission = submission;
        this.batch = batch;
        this.problems = problems;
    }

    void check() {
        checkWhole();
        checkCounters();
        checkOutcome();
    }

    /** Wholly or not at all, whatever its sender was told. */
    private void checkWhole() {
        Order order = submission.order();
        Problem.Kind kind = submission.accepted() ? Problem.Kind.LOST : Problem.Kind.HALF_SUBMITTED;
        if (batch.queries() != order.queries() || batch.items() != order.days()) {
            problems.accept(kind, batch + " instead of " + order.days() + " items and " + order.queries() + " queries");
        }
        if (!batch.tenant().equals(order.tenant())) {
            problems.accept(kind, batch + " is not of " + order.tenant());
        }
        if (submission.accepted() && !submission.batch().equals(batch.id())) {
            problems.accept(Problem.Kind.DUPLICATED, batch.id() + " was answered as " + submission.batch());
        }
    }

    private void checkCounters() {
        if (!batch.counters().equals(batch.recount())) {
            problems.accept(
                    Problem.Kind.COUNTERS_OFF, batch.id() + " says " + batch.counters() + ", has " + batch.recount());
        }
        if (batch.requeued() > 0) {
            problems.accept(Problem.Kind.COUNTERS_OFF, batch.id() + " has stopped with queries handed back");
        }
    }

    private void checkOutcome() {
        String outcome = String.valueOf(batch.outcome());
        boolean cancelled = outcome.equals("cancelled");
        if (cancelled && NOT_CANCELLED.contains(submission.cancelling())) {
            problems.accept(Problem.Kind.FAILED_WITHOUT_REASON, batch.id() + " was cancelled by nobody");
        }
        boolean allSucceeded = batch.counters().succeeded() == batch.queries();
        if (submission.cancelling() == Cancelling.ANSWERED && !cancelled) {
            problems.accept(Problem.Kind.CANCEL_LOST, batch.id() + " ended as " + outcome);
        }
        if (outcome.equals("completed") != (allSucceeded && !cancelled)) {
            problems.accept(
                    Problem.Kind.COUNTERS_OFF, batch.id() + " ended as " + outcome + " with " + batch.counters());
        }
    }
}
