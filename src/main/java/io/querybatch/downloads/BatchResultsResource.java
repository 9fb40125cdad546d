package io.querybatch.downloads;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchWaits;
import io.querybatch.batches.Cursor;
import io.querybatch.http.Patience;
import io.querybatch.http.QueryParameters;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import io.querybatch.singles.ReadableResults;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Optional;

/** All results of a batch in one answer (contract A5). Shares its path with what deletes them. */
@Path("query/batch")
@RequestScoped
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class BatchResultsResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String ZIP = "application/zip";

    /** After that a reader goes on from his cursor: his token and his place are not for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Inject
    private BatchStore batches;

    @Inject
    private BatchWaits waits;

    @Inject
    private ReadableResults results;

    @Inject
    private Downloads downloads;

    @Inject
    private DownloadRequest requested;

    @Context
    private Request request;

    /** One line a query, as they end. */
    @GET
    @Path("{batch_id}/results")
    @Produces(NDJSON)
    public void feed(
            @PathParam("batch_id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        QueryParameters parameters = QueryParameters.of(uri);
        Cursor after = after(parameters);
        parameters.done();
        Download download = requested.find(id).download();
        Optional<Duration> patience = Patience.of(headers.getRequestHeader("Prefer"));
        ResultFeed feed = new ResultFeed(
                new Lines(results, download),
                new ThisServer(batches, waits, downloads),
                download,
                after,
                patience.orElse(LONGEST));
        Response.ResponseBuilder answer = Response.ok().header(HttpHeaders.CONTENT_TYPE, NDJSON);
        patience.ifPresent(longest -> answer.header("Preference-Applied", "wait=" + longest.toSeconds()));
        send(download, answer, feed, response);
    }

    private static Cursor after(QueryParameters parameters) {
        String text = parameters.text("after");
        Optional<Cursor> cursor = text == null ? Optional.of(ResultFeed.BEGIN) : Cursor.parse(text);
        if (cursor.isEmpty()) {
            parameters.refuse("after", "must be the cursor of a line");
        }
        return cursor.orElse(null);
    }

    /** One file a query, and a manifest. Whoever accepts anything gets lines. */
    @GET
    @Path("{batch_id}/results")
    @Produces(ZIP + ";qs=0.5")
    public void archive(@PathParam("batch_id") String id, @Context UriInfo uri, @Suspended AsyncResponse response) {
        QueryParameters.of(uri).done();
        Download download = requested.find(id).download();
        Response.ResponseBuilder answer = Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + download.batch() + ".zip\"");
        send(download, answer, new ResultArchive(batches, results, download), response);
    }

    private void send(
            Download download, Response.ResponseBuilder answer, StreamingOutput entity, AsyncResponse response) {
        answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            response.resume(answer.build());
        } else {
            downloads.start(
                    download.caller().tenant(),
                    () -> response.resume(answer.entity(entity).build()));
        }
    }
}
