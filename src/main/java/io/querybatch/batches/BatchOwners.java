package io.querybatch.batches;

import io.querybatch.http.Reading;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * For which tenant a batch is read: the caller's, or for an administrator its own (contract A3). It is asked once, at the begin of a
 * request; all that follows is looked up for that tenant alone.
 */
@RequestScoped
public class BatchOwners {

    @Inject
    private BatchStore store;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Reading reading;

    /** The tenant for which the caller reads a batch. If there is no such batch he finds none for it, either. */
    public String tenantOf(BatchId id) {
        return tenantOf(id, Reach.of(caller.get()));
    }

    /** The same among those that he has named. */
    public String tenantOf(BatchId id, Reach reach) {
        String own = caller.get().tenant();
        if (!caller.get().administers()) {
            return own;
        }
        Optional<String> owner = store.owner(reach, id);
        owner.ifPresent(tenant -> reading.note(tenant, id.value()));
        return owner.or(reach::tenant).orElse(own);
    }
}
