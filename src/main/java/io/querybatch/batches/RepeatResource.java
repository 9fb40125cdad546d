package io.querybatch.batches;

import io.querybatch.http.Links;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.BatchId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** New batches out of old ones (contract A5). */
@Path("query/batch")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class RepeatResource {

    @Inject
    private RepeatBatch repeatBatch;

    @Inject
    private BatchStore store;

    @Inject
    private EffectiveConcurrency concurrency;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    /** A batch of the queries that failed; 201 means it is committed. */
    @POST
    @Path("{batch_id}/retry")
    public Response retry(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return created(repeatBatch.retry(BatchesResource.batchId(id), caller.get()));
    }

    /** A batch of all queries; 201 means it is committed. */
    @POST
    @Path("{batch_id}/duplicate")
    public Response duplicate(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return created(repeatBatch.duplicate(BatchesResource.batchId(id), caller.get()));
    }

    private Response created(BatchId id) {
        Batch batch = store.find(caller.get().tenant(), id).orElseThrow(BatchesResource::notFound);
        BatchView view = BatchView.of(batch, concurrency.effective(batch), links);
        return Response.created(URI.create(view.links().self().href()))
                .entity(new Envelope<>(new Envelope.Meta(requestId.value()), view))
                .build();
    }
}
