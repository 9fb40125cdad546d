package io.querybatch.batches;

import io.querybatch.http.QueryParameters;
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

/** New batches out of old ones (contract A5). */
@Path("query/batch")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class RepeatResource {

    @Inject
    private RepeatBatch repeatBatch;

    @Inject
    private BatchAnswers answers;

    @Inject
    private CurrentCaller caller;

    /** A batch of the queries that failed; 201 means it is committed. */
    @POST
    @Path("{batch_id}/retry")
    public Response retry(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return answers.created(repeatBatch.retry(BatchesResource.batchId(id), caller.get()))
                .build();
    }

    /** A batch of all queries; 201 means it is committed. */
    @POST
    @Path("{batch_id}/duplicate")
    public Response duplicate(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return answers.created(repeatBatch.duplicate(BatchesResource.batchId(id), caller.get()))
                .build();
    }
}
