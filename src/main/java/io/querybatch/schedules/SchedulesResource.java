package io.querybatch.schedules;

import io.querybatch.batches.BatchAnswers;
import io.querybatch.batches.IdempotencyKey;
import io.querybatch.batches.IdempotencyStore;
import io.querybatch.batches.RecurringBatches;
import io.querybatch.batches.SubmittedOnce;
import io.querybatch.batches.SubmittedOnce.Accepted;
import io.querybatch.execution.CommittedState;
import io.querybatch.http.Envelope;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.QueryParameters;
import io.querybatch.query.RecurrenceId;
import io.querybatch.quotas.SpendsQuota;
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
import java.io.InputStream;
import java.net.URI;

/** What can be done with a schedule. */
@Path("query/schedule")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.DS_QUERIES_RUN)
public class SchedulesResource {

    @Inject
    private RecurringBatches recurring;

    @Inject
    private JsonLimits jsonLimits;

    @Inject
    private ScheduleConfig config;

    @Inject
    private ScheduleLoop loop;

    @Inject
    private ScheduleStore store;

    @Inject
    private IdempotencyStore keys;

    @Inject
    private CommittedState committed;

    @Inject
    private ScheduleAnswers answers;

    @Inject
    private BatchAnswers batchAnswers;

    @Inject
    private CurrentCaller caller;

    /**
     * Makes a schedule, once for each {@code Idempotency-Key}; 201 means it is committed. With {@code dry_run} it only says what would
     * happen.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body, @Context UriInfo uri, @Context HttpHeaders headers) {
        if (isDryRun(uri)) {
            return planned(dryRun().create(body, caller.get()));
        }
        String key = IdempotencyKey.text(headers.getRequestHeader(IdempotencyKey.HEADER));
        Accepted<Schedule> accepted = changes().create(body, caller.get(), key);
        Schedule schedule = accepted.what();
        Response.ResponseBuilder answer =
                Response.created(URI.create(answers.address(schedule))).entity(answers.of(schedule));
        return accepted.mark(answer).build();
    }

    /** The schedule as it stands; for administrators anybody's. */
    @GET
    @RequiresScope({Scope.DS_QUERIES_RUN, Scope.DS_ADMIN})
    @Path("{recurrence_id}")
    public Envelope<Envelope.Meta, ScheduleView> information(
            @PathParam("recurrence_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        return answers.of(answers.read(id));
    }

    /** Changes the schedule; all or nothing. With {@code dry_run} it only says what would happen. */
    @PATCH
    @Path("{recurrence_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response change(InputStream body, @PathParam("recurrence_id") String id, @Context UriInfo uri) {
        if (isDryRun(uri)) {
            return planned(dryRun().change(ScheduleAnswers.recurrenceId(id), body, caller.get()));
        }
        Schedule changed = changes().change(ScheduleAnswers.recurrenceId(id), body, caller.get());
        return Response.ok(answers.of(changed)).build();
    }

    private static boolean isDryRun(UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        boolean dryRun = parameters.flag("dry_run");
        parameters.done();
        return dryRun;
    }

    private Response planned(SchedulePlanView plan) {
        return Response.ok(new Envelope<>(answers.meta(), plan)).build();
    }

    /** Removes the schedule, and tells what it was; its batches stay. */
    @DELETE
    @Path("{recurrence_id}")
    public Envelope<Envelope.Meta, ScheduleView> delete(@PathParam("recurrence_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        Schedule schedule = answers.own(id);
        if (!store.delete(schedule.tenant(), schedule.id())) {
            throw ScheduleAnswers.notFound();
        }
        committed.sync();
        return answers.of(schedule);
    }

    /** Submits the batch of the schedule now; 201 means it is committed. */
    @POST
    @SpendsQuota
    @Path("{recurrence_id}/run")
    public Response run(@PathParam("recurrence_id") String id, @Context UriInfo uri) {
        QueryParameters.of(uri).done();
        RecurrenceId recurrence = ScheduleAnswers.recurrenceId(id);
        return batchAnswers
                .created(loop.runNow(caller.get().tenant(), recurrence))
                .build();
    }

    private ScheduleChanges changes() {
        return new ScheduleChanges(store, reader(), rules(), committed, config, new SubmittedOnce(keys::find));
    }

    private ScheduleDryRun dryRun() {
        return new ScheduleDryRun(store, reader(), rules(), recurring::dryRun, config);
    }

    private ScheduleReader reader() {
        return new ScheduleReader(jsonLimits, recurring::keep);
    }

    private ScheduleRules rules() {
        return new ScheduleRules(recurring::plan, config.shortestInterval());
    }
}
