package io.querybatch.schedules;

import io.querybatch.http.Envelope;
import io.querybatch.http.Page;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.Reading;
import io.querybatch.security.Reach;
import io.querybatch.security.RequiresScope;
import io.querybatch.security.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** The schedules that the caller may read, newest first, and what was made of the latest due times of one. */
@Path("query/schedule")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
public class ScheduleListResource {

    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_RUNS = 20;
    private static final int MAX_RUNS = 100;

    @Inject
    private ScheduleStore store;

    @Inject
    private ScheduleAnswers answers;

    @Inject
    private Reading reading;

    /** A page of the list. */
    @GET
    public Envelope<Envelope.PageMeta, List<ScheduleView>> list(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        Reach reach = reading.reach(parameters);
        long before = parameters.cursor();
        int limit = parameters.integer("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        parameters.done();
        reading.note(reach);
        Page<Schedule> page = Page.of(
                store.list(reach, before, limit + 1),
                limit,
                schedule -> schedule.standing().seq());
        return new Envelope<>(
                new Envelope.PageMeta(answers.meta().requestId(), page.cursor()),
                page.rows().stream().map(answers::inList).toList());
    }

    /** What was made of the latest due times, the newest first. */
    @GET
    @Path("{recurrence_id}/runs")
    public Envelope<Envelope.Meta, List<ScheduleRunView>> runs(
            @PathParam("recurrence_id") String id, @Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        int limit = parameters.integer("limit", 1, MAX_RUNS, DEFAULT_RUNS);
        parameters.done();
        Schedule schedule = answers.read(id);
        return new Envelope<>(
                answers.meta(),
                store.runs(schedule.id(), limit).stream()
                        .map(ScheduleRunView::of)
                        .toList());
    }
}
