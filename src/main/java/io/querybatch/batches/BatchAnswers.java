package io.querybatch.batches;

import io.querybatch.http.Envelope;
import io.querybatch.http.Links;
import io.querybatch.http.RequestId;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Batches as the caller of this request gets them. */
@RequestScoped
public class BatchAnswers {

    @Inject
    private BatchStore store;

    @Inject
    private EffectiveConcurrency concurrency;

    @Inject
    private CurrentCaller caller;

    @Inject
    private BatchOwners owners;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /**
     * A batch that the caller may read, as it stands.
     *
     * @throws io.querybatch.errors.ServiceException NOT_FOUND if there is none
     */
    Envelope<Envelope.Meta, BatchView> read(BatchId id) {
        return of(owners.tenantOf(id), id);
    }

    /**
     * A batch of the caller's own tenant as it stands: for those who change it.
     *
     * @throws io.querybatch.errors.ServiceException NOT_FOUND if there is none
     */
    Envelope<Envelope.Meta, BatchView> of(BatchId id) {
        return of(caller.get().tenant(), id);
    }

    private Envelope<Envelope.Meta, BatchView> of(String tenant, BatchId id) {
        Batch batch = store.find(tenant, id).orElseThrow(BatchesResource::notFound);
        return new Envelope<>(new Envelope.Meta(requestId.value()), view(batch));
    }

    /** 201 with a batch that was accepted, now or before. */
    Response created(SubmittedOnce.Accepted<BatchId> accepted) {
        return accepted.mark(created(accepted.what())).build();
    }

    /** 201 with a batch that was accepted. */
    public Response.ResponseBuilder created(BatchId id) {
        return Response.created(URI.create(links.to("/query/batch/" + id))).entity(of(id));
    }

    BatchView view(Batch batch) {
        return BatchView.of(batch, concurrency.effective(batch), links);
    }
}
