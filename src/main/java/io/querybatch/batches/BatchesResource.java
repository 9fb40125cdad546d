package io.querybatch.batches;

import io.querybatch.audit.AuditAction;
import io.querybatch.audit.AuditEvent;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.Dispatcher;
import io.querybatch.http.CurrentRequest;
import io.querybatch.http.Envelope;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.query.BatchId;
import io.querybatch.quotas.SpendsQuota;
import io.querybatch.results.ResultStore;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;

/** What can be done with a batch (contract B §2, A5). */
@Path("query/batch")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class BatchesResource {

    @Inject
    private SubmitBatch submitBatch;

    @Inject
    private OwnBatches own;

    @Inject
    private BatchStore store;

    @Inject
    private CommittedState committed;

    @Inject
    private Dispatcher dispatcher;

    @Inject
    private BatchAnswers answers;

    @Inject
    private ResultStore results;

    @Inject
    private JsonLimits jsonLimits;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** Accepts a batch; 201 means it is committed. With {@code dry_run} it only says what would happen. */
    @POST
    @SpendsQuota
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
        QueryParameters parameters = QueryParameters.of(uri);
        boolean dryRun = parameters.flag("dry_run");
        OnInvalid onInvalid = OnInvalid.read(parameters);
        parameters.done();
        if (dryRun) {
            BatchPlanView plan = submitBatch.dryRun(submitBatch.read(body, onInvalid), caller.get());
            return Response.ok(new Envelope<>(new Envelope.Meta(requestId.value()), plan))
                    .build();
        }
        String key = IdempotencyKey.text(headers.getRequestHeader(IdempotencyKey.HEADER));
        return answers.created(own.submit(body, onInvalid, caller.get(), key));
    }

    /** The batch as it stands; for administrators anybody's. */
    @GET
    @RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
    @Path("{batch_id}")
    public Envelope<Envelope.Meta, BatchView> information(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return answers.read(batchId(id));
    }

    /** Cancels the batch; one that is stopped already stays as it is. */
    @DELETE
    @Path("{batch_id}")
    public Envelope<Envelope.Meta, BatchView> cancel(@PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        BatchId batch = batchId(id);
        own.cancel(batch, caller.get());
        return answers.of(batch);
    }

    /** Pauses or resumes the batch, or changes what may be changed while it runs; all or nothing. */
    @PATCH
    @Path("{batch_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Envelope<Envelope.Meta, BatchView> change(
            InputStream body, @PathParam("batch_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        BatchId batch = batchId(id);
        BatchChange change = new BatchChangeReader(jsonLimits).read(body);
        answers.of(batch);
        if (!store.change(batch, change, event(AuditAction.CHANGE, batch, change.summary()))) {
            throw ServiceException.of(ErrorCode.CONFLICT_ERROR, "The batch has stopped or is stopping.");
        }
        committed.sync();
        dispatcher.wake();
        return answers.of(batch);
    }

    /** Deletes the results before their time; what is told of the batch stays. */
    @DELETE
    @Path("{batch_id}/results")
    public Envelope<Envelope.Meta, BatchView> deleteResults(@PathParam("batch_id") String id, @Context UriInfo uri)
            throws IOException {
        QueryParameters.of(uri).done();
        BatchId batch = batchId(id);
        answers.of(batch);
        if (!store.noteResultsDeleted(batch, event(AuditAction.DELETE_RESULTS, batch, ""))) {
            throw ServiceException.of(ErrorCode.CONFLICT_ERROR, "The batch has not stopped; cancel it first.");
        }
        committed.sync();
        results.delete(batch);
        return answers.of(batch);
    }

    private AuditEvent event(AuditAction action, BatchId batch, String detail) {
        return AuditEvent.of(action, CurrentRequest.actor(caller.get()), batch.value(), detail);
    }

    /** An id that cannot be one of ours does not exist either. */
    public static BatchId batchId(String text) {
        BatchId batch = BatchId.parse(text).orElseThrow(BatchesResource::notFound);
        LogContext.note(LogField.BATCH_ID, batch.value());
        return batch;
    }

    /** What is not there, or another tenant's. */
    public static ServiceException notFound() {
        return ServiceException.of(ErrorCode.NOT_FOUND, "There is no such batch.");
    }
}
