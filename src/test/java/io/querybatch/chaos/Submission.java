package io.querybatch.chaos;

import io.querybatch.testing.Api.Answer;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An order on its way: what its sender knows of it. */
final class Submission {

    private static final long PATIENCE_SECONDS = 20;

    private final Order order;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile String batch;
    private volatile Cancelling cancelling = Cancelling.NONE;

    Submission(Order order) {
        this.order = order;
    }

    /** What became of the request to cancel it. */
    enum Cancelling {
        /** There was none, or it was refused because the batch was not known. */
        NONE,
        /** It was answered: the intent is kept. */
        ANSWERED,
        /** It was answered that the batch had stopped before. */
        TOO_LATE,
        /** The answer was lost, or said that the server could not. */
        UNKNOWN
    }

    Order order() {
        return order;
    }

    /** Its id if it was accepted, or null: then it exists wholly or not at all. */
    String batch() {
        return batch;
    }

    boolean accepted() {
        return batch != null;
    }

    Cancelling cancelling() {
        return cancelling;
    }

    /** Sends it. Only 201 is a promise; a refusal that is not the server's trouble is a mistake of this campaign. */
    void submit(Cluster cluster) {
        try {
            Answer answer = cluster.node(order.node()).api(order.tenant()).post("query/batch", order.body());
            if (answer.status() == 201) {
                batch = answer.data().getString("batch_id");
            } else if (isRefusal(answer)) {
                throw new IllegalStateException(answer.status() + " " + answer.body());
            }
        } catch (UncheckedIOException lost) {
            // Nobody knows.
        } finally {
            answered.countDown();
        }
    }

    /** Cancels it as soon as its sender knows its name, if ever. */
    void cancel(Cluster cluster) {
        try {
            if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !accepted()) {
                return;
            }
            cancelling = Cancelling.UNKNOWN;
            Answer answer =
                    cluster.node(order.cancel().node()).api(order.tenant()).delete("query/batch/" + batch);
            if (answer.status() == 200) {
                cancelling = answer.data().isNull("cancel_time") ? Cancelling.TOO_LATE : Cancelling.ANSWERED;
            } else if (isRefusal(answer)) {
                throw new IllegalStateException(answer.status() + " " + answer.body());
            }
        } catch (UncheckedIOException lost) {
            // Nobody knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is an answer of the application that the request is to blame: it is not there before it is deployed. */
    private static boolean isRefusal(Answer answer) {
        return answer.status() < 500 && answer.body().startsWith("{");
    }
}
