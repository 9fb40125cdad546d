package io.querybatch.embedding;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;

/**
 * A batch has stopped. Told as a CDI event to {@link jakarta.enterprise.event.ObservesAsync} observers, on the server alone whose
 * transaction has stopped it, once, as soon as that is committed; not at all if that server dies in this moment, or is ending. A
 * query alone is a batch of one. Who must be told whatever happens uses a webhook, or looks.
 *
 * @param tenant whose batch it is
 * @param status the batch
 */
@ForHosts(since = "0.1")
public record BatchStopped(String tenant, BatchStatus status) {

    @Internal
    public BatchStopped {}
}
