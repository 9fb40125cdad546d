package io.querybatch.singles;

import io.querybatch.batches.BatchWaits;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.Links;
import io.querybatch.http.RequestId;
import io.querybatch.http.StrictJson;
import io.querybatch.parameters.ItemText;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.quotas.SpendsQuota;
import io.querybatch.security.Caller;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;

/** One query, asked for alone: the answer waits for its rows as long as the caller wants (contract A6, B §3.1). */
@Path("query/data/{format}")
@RequestScoped
@RequiresScope(Scope.DS_QUERIES_RUN)
@SpendsQuota
public class DataResource {

    @Inject
    private SubmitSingle submitSingle;

    @Inject
    private RunAnswer answers;

    @Inject
    private BatchWaits waits;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Links links;

    @Inject
    private RequestId requestId;

    @Inject
    private JsonLimits jsonLimits;

    @Context
    private HttpHeaders headers;

    /** Parameters in the URL, flat or in {@code json}. */
    @GET
    public void get(@PathParam("format") String format, @Context UriInfo uri, @Suspended AsyncResponse response) {
        String query = uri.getRequestUri().getRawQuery();
        ask(format, ItemText.ofQuery(query == null ? "" : query, jsonLimits), true, response);
    }

    /** Parameters in a JSON body. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void postJson(@PathParam("format") String format, String body, @Suspended AsyncResponse response) {
        ask(format, StrictJson.parse(body, jsonLimits), false, response);
    }

    /** Parameters in a form, flat or in {@code json}; or in JSON that calls itself a form, as curl sends it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public void postForm(@PathParam("format") String format, String body, @Suspended AsyncResponse response) {
        boolean json = body.stripLeading().startsWith("{");
        ask(format, json ? StrictJson.parse(body, jsonLimits) : ItemText.ofQuery(body, jsonLimits), false, response);
    }

    private void ask(String formatName, JsonValue parameters, boolean linked, AsyncResponse response) {
        OutputFormat format = OutputFormat.parse(formatName)
                .orElseThrow(() -> ServiceException.of(ErrorCode.NOT_FOUND, "There is no such format."));
        DataRequest request = DataRequest.read(parameters, jsonLimits);
        Caller asking = caller.get();
        SubmitSingle.Joined run = submitSingle.submit(request, format, asking);
        String link = linked
                ? links.to("/query/data/" + formatName + "?schedule_id=" + run.scheduleId() + "&run=" + run.batch())
                : null;
        RunQuestion question = new RunQuestion(
                requestId.value(),
                asking,
                run.scheduleId(),
                request.page(),
                Conditions.of(headers),
                run.reused(),
                link);
        ScheduleId id = new ScheduleId(run.batch(), 1);
        if (run.reused() || request.patience().isZero()) {
            resume(response, question, id);
        } else {
            waits.awaitEnd(run.batch(), request.patience(), () -> resume(response, question, id));
        }
    }

    private void resume(AsyncResponse response, RunQuestion question, ScheduleId id) {
        try {
            response.resume(
                    answers.answer(question, answers.find(question.caller().tenant(), id)));
        } catch (IOException | RuntimeException e) {
            response.resume(e);
        }
    }
}
