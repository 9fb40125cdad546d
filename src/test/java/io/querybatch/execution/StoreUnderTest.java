package io.querybatch.execution;

import io.querybatch.query.BatchId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An execution store, and what a test has to do and see around it. */
public interface StoreUnderTest {

    ExecutionStore store();

    void submit(Submission batch);

    /** Empty when the batch is not kept. */
    Optional<BatchRow> batch(BatchId batch);

    /** A query that was claimed at least once. */
    QueryRow query(BatchId batch, int n);

    /** Lets nothing new of a batch start, or lets it start again. */
    void pause(BatchId batch, boolean paused);

    /** The owner of an ended batch wants its results deleted. */
    void noteResultsDeleted(BatchId batch);

    /** The load that a node told last. */
    NodeLoad load(long node);

    /** All that is stored has become that much older; nodes have been silent for so long. */
    void passTime(Duration time);

    /** Rows kept for queries that were claimed, those that wait for another claim, and the batches themselves. */
    int rows();

    /** Queries that were claimed and wait for another claim, now or later. */
    int requeued();

    /**
     * How a batch stands.
     *
     * @param progress queued, running, succeeded, failed
     * @param cancelled whether it is noted as cancelled
     * @param expires whether the time to forget it is set
     */
    record BatchRow(
            String state,
            String outcome,
            StopReason stopReason,
            List<Integer> progress,
            boolean cancelled,
            boolean expires) {}

    /**
     * How a query stands.
     *
     * @param ended whether its end is noted
     * @param source where its answer comes from, as far as it is known
     */
    record QueryRow(
            String state, int attempt, String errorCode, String cancelProof, boolean ended, AnswerSource source) {}
}
