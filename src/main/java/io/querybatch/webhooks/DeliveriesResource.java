package io.querybatch.webhooks;

import io.querybatch.batches.BatchOwners;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchesResource;
import io.querybatch.batches.Mark;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.CommittedState;
import io.querybatch.http.Envelope;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** What came of telling that a batch has stopped, and telling it once more. */
@Path("query/batch/{batch_id}/deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class DeliveriesResource {

    private static final int MOST = 100;

    @Inject
    private BatchStore batches;

    @Inject
    private DeliveryStore deliveries;

    @Inject
    private CommittedState committed;

    @Inject
    private BatchOwners owners;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** All deliveries, with their attempts; none without a callback. */
    @GET
    @RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
    public Envelope<Envelope.Meta, List<DeliveryView>> list(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        BatchId batch = BatchesResource.batchId(id);
        boolean stopped = mark(owners.tenantOf(batch), batch).stopped();
        return answer(deliveries.of(batch).stream()
                .map(delivery -> DeliveryView.of(delivery, stopped))
                .toList());
    }

    /** A delivery of the same, at once; 202 means it is committed. */
    @POST
    @Path("{delivery_id}/redeliver")
    public Response redeliver(
            @PathParam("batch_id") String id, @PathParam("delivery_id") String delivery, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        BatchId batch = BatchesResource.batchId(id);
        mark(caller.get().tenant(), batch);
        find(batch, DeliveryId.parse(delivery).orElseThrow(DeliveriesResource::notFound));
        DeliveryId again = deliveries
                .again(batch, MOST)
                .orElseThrow(() -> ServiceException.of(
                        ErrorCode.CONFLICT_ERROR,
                        "A delivery of the batch is still to be made, or there were " + MOST + " of them."));
        committed.sync();
        return Response.accepted(answer(DeliveryView.of(find(batch, again), true)))
                .build();
    }

    /** Whose batch it is, is looked at before anything else. */
    private Mark mark(String tenant, BatchId batch) {
        return batches.mark(tenant, batch).orElseThrow(BatchesResource::notFound);
    }

    private Delivery find(BatchId batch, DeliveryId id) {
        return deliveries.of(batch).stream()
                .filter(delivery -> delivery.id().equals(id))
                .findFirst()
                .orElseThrow(DeliveriesResource::notFound);
    }

    private <T> Envelope<Envelope.Meta, T> answer(T data) {
        return new Envelope<>(new Envelope.Meta(requestId.value()), data);
    }

    private static ServiceException notFound() {
        return ServiceException.of(ErrorCode.NOT_FOUND, "There is no such delivery.");
    }
}
