package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Optional;

/** How queries stand and what they gave, whether they were asked for alone or in a batch (contract B §3.3, A6). */
@Path("query")
@RequestScoped
@RequiresScope(Scope.DS_QUERIES_RUN)
public class RunResource {

    private static final int MAX = Integer.MAX_VALUE;

    @Inject
    private SingleStore singles;

    @Inject
    private RunAnswer answers;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    @Context
    private HttpHeaders headers;

    /** One result, or a page of it; without {@code limit} all rows. */
    @GET
    @Path("results")
    public Response results(@Context UriInfo uri) throws IOException {
        QueryParameters parameters = QueryParameters.of(uri);
        String name = parameters.requiredText("schedule_id");
        int offset = parameters.integer("offset", 0, MAX, 0);
        int limit = parameters.integer("limit", 1, MAX, MAX);
        parameters.done();
        BatchQuery query = answers.find(caller.get(), id(name).orElseThrow(RunAnswer::unavailable));
        if (!(query.end() instanceof BatchQuery.Result)) {
            throw RunAnswer.unavailable();
        }
        return answers.rows(question(name, new RowPage(offset, limit == MAX ? Long.MAX_VALUE : limit)), query);
    }

    /** How a query stands; its error if it failed; its rows if it succeeded and they are JSON. */
    @GET
    @Path("status")
    public Response status(@Context UriInfo uri) throws IOException {
        QueryParameters parameters = QueryParameters.of(uri);
        String name = parameters.requiredText("schedule_id");
        int start = parameters.integer("offset_start", 0, MAX, 0);
        int end = parameters.integer("offset_end", 0, MAX, MAX);
        parameters.done();
        ScheduleId id = id(name).orElseThrow(
                        () -> ServiceException.of(ErrorCode.NOT_FOUND, "There is no run of that schedule_id."));
        BatchQuery query = answers.find(caller.get(), id);
        RunQuestion question =
                question(name, new RowPage(start, end == MAX ? Long.MAX_VALUE : Math.max(0, end - (long) start + 1)));
        boolean json =
                query.end() instanceof BatchQuery.Failure || query.format().made() == OutputFormat.JSON;
        return json ? answers.answer(question, query) : answers.status(question, query);
    }

    private RunQuestion question(String name, RowPage page) {
        return new RunQuestion(requestId.value(), caller.get(), name, page, Conditions.of(headers), false, null);
    }

    /** A query of a batch by its own id, a query alone by its name. */
    private Optional<ScheduleId> id(String name) {
        return ScheduleId.parse(name)
                .or(() -> singles.find(caller.get().tenant(), name).map(run -> new ScheduleId(run.batch(), 1)));
    }
}
