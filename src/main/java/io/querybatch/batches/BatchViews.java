package io.querybatch.batches;

import io.querybatch.http.Links;
import io.querybatch.query.BatchId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Batches as they are on the wire, for those who tell of them without being asked. */
@ApplicationScoped
public class BatchViews {

    @Inject
    private BatchStore store;

    @Inject
    private EffectiveConcurrency concurrency;

    /** A tenant's batch as it stands; empty if it is gone. */
    public Optional<BatchView> of(String tenant, BatchId id, Links links) {
        return store.find(tenant, id).map(batch -> BatchView.of(batch, concurrency.effective(batch), links));
    }
}
