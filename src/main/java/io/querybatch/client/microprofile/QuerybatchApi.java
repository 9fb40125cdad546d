package io.querybatch.client.microprofile;

import io.querybatch.client.Accounts;
import io.querybatch.client.Batch;
import io.querybatch.client.BatchList;
import io.querybatch.client.BatchPlan;
import io.querybatch.client.BatchRequest;
import io.querybatch.client.Fields;
import io.querybatch.client.Sources;
import io.querybatch.client.StatusPage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The API, request by request. The server is {@code querybatch/mp-rest/url}; parameters that are null are not sent. A refusal
 * is a {@link io.querybatch.client.QuerybatchException}.
 */
@RegisterRestClient(configKey = "querybatch")
@RegisterProvider(RecordBodies.class)
@RegisterProvider(Refusals.class)
@Path("")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public interface QuerybatchApi {

    /** Submits a batch; it is committed when this returns. */
    @POST
    @Path("query/batch")
    Batch submit(
            @HeaderParam("Authorization") String bearer,
            @HeaderParam("Idempotency-Key") String key,
            BatchRequest request);

    /** What would happen with a batch; {@code dryRun} is true. */
    @POST
    @Path("query/batch")
    BatchPlan plan(
            @HeaderParam("Authorization") String bearer, @QueryParam("dry_run") boolean dryRun, BatchRequest request);

    /** A page of the tenant's batches. */
    @GET
    @Path("query/batch")
    BatchList list(
            @HeaderParam("Authorization") String bearer,
            @QueryParam("state") String state,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor);

    /** A batch as it stands. */
    @GET
    @Path("query/batch/{batch_id}")
    Batch batch(@HeaderParam("Authorization") String bearer, @PathParam("batch_id") String id);

    /** A page of a batch's queries; {@code prefer} such as {@code wait=30} holds the answer until something has changed. */
    @GET
    @Path("query/batch/{batch_id}/status")
    StatusPage status(
            @HeaderParam("Authorization") String bearer,
            @PathParam("batch_id") String id,
            @QueryParam("state") String state,
            @QueryParam("since") String since,
            @HeaderParam("Prefer") String prefer);

    /** All results as lines, for {@link io.querybatch.client.ResultLines}; to be closed. */
    @GET
    @Path("query/batch/{batch_id}/results")
    @Produces("application/x-ndjson")
    InputStream results(
            @HeaderParam("Authorization") String bearer,
            @PathParam("batch_id") String id,
            @QueryParam("after") String cursor);

    /** One result in the format of its batch; to be closed. */
    @GET
    @Path("query/results")
    @Produces(MediaType.WILDCARD)
    InputStream result(@HeaderParam("Authorization") String bearer, @QueryParam("schedule_id") String scheduleId);

    /** Cancels a batch. */
    @DELETE
    @Path("query/batch/{batch_id}")
    Batch cancel(@HeaderParam("Authorization") String bearer, @PathParam("batch_id") String id);

    /** Makes a new batch of the queries that failed; once for each key, which may be null. */
    @POST
    @Path("query/batch/{batch_id}/retry")
    Batch retry(
            @HeaderParam("Authorization") String bearer,
            @HeaderParam("Idempotency-Key") String key,
            @PathParam("batch_id") String id);

    /** The data sources that the caller may see. */
    @GET
    @Path("datasource/search")
    Sources sources(@HeaderParam("Authorization") String bearer);

    /** The fields of a data source. */
    @GET
    @Path("query/fields")
    Fields fields(@HeaderParam("Authorization") String bearer, @QueryParam("ds_id") String dataSource);

    /** The accounts of a data source that the caller may see. */
    @GET
    @Path("query/accounts")
    Accounts accounts(@HeaderParam("Authorization") String bearer, @QueryParam("ds_id") String dataSource);
}
