package io.querybatch.embedding;

import io.querybatch.batches.Batch;
import io.querybatch.batches.BatchState;
import io.querybatch.batches.Progress;
import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;

/**
 * A batch as it stands.
 *
 * @param batchId its id
 * @param state its state
 * @param paused whether nothing new of it starts
 * @param outcome {@code completed}, {@code completed_with_errors}, {@code cancelled} or {@code timed_out}; null until it has stopped
 * @param progress its queries by state
 */
@ForHosts(since = "0.1")
public record BatchStatus(String batchId, BatchState state, boolean paused, String outcome, Progress progress) {

    @Internal
    public BatchStatus {}

    static BatchStatus of(Batch batch) {
        return new BatchStatus(batch.id().value(), batch.state(), batch.paused(), batch.outcome(), batch.progress());
    }
}
