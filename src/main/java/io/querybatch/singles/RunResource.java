package io.querybatch.singles;

import io.querybatch.batches.BatchOwners;
import io.querybatch.batches.BatchQuery;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.Reading;
import io.querybatch.http.RequestId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.security.CurrentCaller;
import io.querybatch.security.Reach;
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
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class RunResource {

    private static final int MAX = Integer.MAX_VALUE;

    @Inject
    private SingleStore singles;

    @Inject
    private RunAnswer answers;

    @Inject
    private BatchOwners owners;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Reading reading;

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
        Reach reach = reading.reach(parameters);
        int offset = parameters.integer("offset", 0, MAX, 0);
        int limit = parameters.integer("limit", 1, MAX, MAX);
        parameters.done();
        BatchQuery query = find(id(name, reach).orElseThrow(RunAnswer::unavailable), reach);
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
        Reach reach = reading.reach(parameters);
        int start = parameters.integer("offset_start", 0, MAX, 0);
        int end = parameters.integer("offset_end", 0, MAX, MAX);
        parameters.done();
        ScheduleId id = id(name, reach)
                .orElseThrow(() -> ServiceException.of(ErrorCode.NOT_FOUND, "There is no run of that schedule_id."));
        BatchQuery query = find(id, reach);
        RunQuestion question =
                question(name, new RowPage(start, end == MAX ? Long.MAX_VALUE : Math.max(0, end - (long) start + 1)));
        boolean json =
                query.end() instanceof BatchQuery.Failure || query.format().made() == OutputFormat.JSON;
        return json ? answers.answer(question, query) : answers.status(question, query);
    }

    private RunQuestion question(String name, RowPage page) {
        return new RunQuestion(requestId.value(), caller.get(), name, page, Conditions.of(headers), false, null);
    }

    /** A query of a batch by its own id; a query alone by its name, which only its tenant knows: the caller's, if he names none. */
    private Optional<ScheduleId> id(String name, Reach reach) {
        String tenant = reach.tenant().orElse(caller.get().tenant());
        return ScheduleId.parse(name).or(() -> singles.find(tenant, name).map(run -> new ScheduleId(run.batch(), 1)));
    }

    private BatchQuery find(ScheduleId id, Reach reach) {
        return answers.find(owners.tenantOf(id.batch(), reach), id);
    }
}
