package io.querybatch.batches;

import io.querybatch.http.QueryParameters;
import io.querybatch.query.BatchId;
import io.querybatch.quotas.SpendsQuota;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Supplier;

/** New batches out of old ones (contract A5). */
@Path("query/batch")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
@SpendsQuota
public class RepeatResource {

    @Inject
    private RepeatBatch repeatBatch;

    @Inject
    private IdempotentSubmit idempotentSubmit;

    @Inject
    private BatchAnswers answers;

    @Inject
    private CurrentCaller caller;

    /** A batch of the queries that failed; 201 means it is committed. */
    @POST
    @Path("{batch_id}/retry")
    public Response retry(@PathParam("batch_id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        QueryParameters.of(uri).done();
        BatchId batch = BatchesResource.batchId(id);
        return create("retry " + batch, headers, () -> repeatBatch.retry(batch, caller.get()));
    }

    /** A batch of all queries; 201 means it is committed. */
    @POST
    @Path("{batch_id}/duplicate")
    public Response duplicate(@PathParam("batch_id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        QueryParameters.of(uri).done();
        BatchId batch = BatchesResource.batchId(id);
        return create("duplicate " + batch, headers, () -> repeatBatch.duplicate(batch, caller.get()));
    }

    /** {@code request} is no JSON: no body of a submission is like it. */
    private Response create(String request, HttpHeaders headers, Supplier<NewBatch> planned) {
        String key = IdempotencyKey.text(headers.getRequestHeader(IdempotencyKey.HEADER));
        return answers.created(idempotentSubmit.submit(request, caller.get(), key, planned));
    }
}
