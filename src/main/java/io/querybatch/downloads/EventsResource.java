package io.querybatch.downloads;

import io.querybatch.batches.BatchStore;
import io.querybatch.batches.BatchWaits;
import io.querybatch.batches.Cursor;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.QueryParameters;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;

/** What becomes of a batch, told while it happens (contract A5). */
@Path("query/batch/{batch_id}/events")
@RequestScoped
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class EventsResource {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** After that a reader comes back by himself: his token and his place are not for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Inject
    private BatchStore batches;

    @Inject
    private BatchWaits waits;

    @Inject
    private Downloads downloads;

    @Inject
    private DownloadRequest requested;

    /** Events until the batch has stopped. Who has heard of that is told to stay away, as browsers understand it: by 204. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @PathParam("batch_id") String id,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Suspended AsyncResponse response) {
        QueryParameters.of(uri).done();
        Cursor after = lastEvent(headers.getRequestHeader(LAST_EVENT_ID));
        DownloadRequest.Found found = requested.find(id);
        if (found.mark().stopped() && after.covers(found.mark().change())) {
            response.resume(Response.noContent().build());
            return;
        }
        Download download = found.download();
        EventFeed feed = new EventFeed(new ThisServer(batches, waits, downloads), download, after, LONGEST);
        // So named for a proxy that would collect the answer before it hands it on.
        Response.ResponseBuilder answer = Response.ok(feed, MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no");
        downloads.start(download.caller().tenant(), () -> response.resume(answer.build()));
    }

    private static Cursor lastEvent(List<String> header) {
        if (header == null || header.isEmpty() || header.get(0).isEmpty()) {
            return EventFeed.BEGIN;
        }
        return Cursor.parse(header.get(0))
                .orElseThrow(() ->
                        ServiceException.of(ErrorCode.BAD_REQUEST, LAST_EVENT_ID + " must be the id of an event."));
    }
}
