package io.querybatch.batches;

import io.querybatch.audit.Actor;
import io.querybatch.http.CurrentRequest;
import io.querybatch.query.BatchOrigin;
import io.querybatch.security.Caller;

/** Who does things, for the audit log. */
final class Actors {

    private Actors() {}

    /** A caller, in the request that the present thread serves. */
    static Actor of(Caller caller) {
        return CurrentRequest.now()
                .map(request -> new Actor(caller.tenant(), caller.subject(), request.address(), request.id()))
                .orElseGet(() -> new Actor(caller.tenant(), caller.subject(), null, null));
    }

    /** Who submitted a batch. */
    static Actor of(NewBatch batch) {
        BatchOrigin origin = batch.origin();
        return new Actor(batch.tenant(), batch.subject(), origin.address(), origin.requestId());
    }
}
