package io.querybatch.batches;

import io.querybatch.connectors.DataSources;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Dispatcher;
import io.querybatch.execution.Forecast;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.Links;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.query.BatchId;
import io.querybatch.query.RecurrenceId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Accepts a batch: reads it, plans it, commits it, and only then has it run. */
@ApplicationScoped
class SubmitBatch {

    /** What a batch leaves out nobody would notice: its queries return all rows unless they say otherwise. */
    private static final int ALL_ROWS = 0;

    private final SecureRandom random = new SecureRandom();
    private final BatchStore store;
    private final Acceptance acceptance;
    private final Dispatcher dispatcher;
    private final DataSources sources;
    private final JsonLimits jsonLimits;
    private final PlanningContext context;
    private final CallbackRules callbacks;
    private final Links links;

    /** For the container's proxy. */
    SubmitBatch() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    SubmitBatch(
            BatchStore store,
            Acceptance acceptance,
            Dispatcher dispatcher,
            DataSources sources,
            JsonLimits jsonLimits,
            PlanningContext context,
            CallbackRules callbacks,
            Links links) {
        this.store = store;
        this.acceptance = acceptance;
        this.dispatcher = dispatcher;
        this.sources = sources;
        this.jsonLimits = jsonLimits;
        this.context = context;
        this.callbacks = callbacks;
        this.links = links;
    }

    /** Accepts a request of a caller; when this returns the batch survives a crash and a loss of power. */
    BatchId submit(BatchRequest request, Caller caller) {
        return accept(plan(request, caller));
    }

    /** Stores a batch and has it run; the same is true of it then. */
    BatchId accept(NewBatch batch) {
        acceptance.accept(batch, stored -> {
            store.create(stored);
            return true;
        });
        return batch.id();
    }

    /** What a submission comes to, with an id of its own. */
    NewBatch plan(BatchRequest request, Caller caller) {
        return batch(request.options(), content(request, caller, context), Lineage.NONE, caller);
    }

    /** What a schedule's submission at a moment comes to, with an id of its own. */
    NewBatch planAt(Instant moment, BatchRequest request, Caller caller, RecurrenceId recurrence) {
        return batch(request.options(), content(request, caller, at(moment)), Lineage.of(recurrence), caller);
    }

    private PlanningContext at(Instant moment) {
        return new PlanningContext(context.limits(), Clock.fixed(moment, ZoneOffset.UTC), context.zone());
    }

    private NewBatch.Content content(BatchRequest request, Caller caller, PlanningContext when) {
        BatchPlanner planner = new BatchPlanner(sources.catalog(), when);
        SplitPolicy split = request.options().split();
        PlanningDefaults defaults = defaults(request.options());
        CallerAccess access = new CallerAccess(caller);
        if (request.onInvalid() == OnInvalid.REFUSE) {
            return NewBatch.Content.of(planner.plan(request.items(), split, defaults, access));
        }
        BatchPlanner.Plan plan = planner.planWhatCanBe(request.items(), split, defaults, access);
        return new NewBatch.Content(
                plan.items(),
                plan.unplanned().stream()
                        .map(item -> new FailedItem(
                                item.n(), item.key(), request.submitted().get(item.index()), item.failure()))
                        .toList());
    }

    /** A batch with an id of its own. */
    NewBatch batch(BatchOptions options, NewBatch.Content content, Lineage lineage, Caller caller) {
        return new NewBatch(
                BatchId.random(random),
                caller.tenant(),
                caller.subject(),
                caller.rights().toJson(),
                false,
                options,
                content,
                lineage,
                options.callback() == null ? null : base());
    }

    /** Null when nobody asks over HTTP. */
    private String base() {
        try {
            return links.to("");
        } catch (ContextNotActiveException | IllegalStateException e) {
            return null;
        }
    }

    /** Says what would happen with a request of a caller; nothing is stored. */
    BatchPlanView dryRun(BatchRequest request, Caller caller) {
        return dryRun(request, caller, context);
    }

    /** The same for dates relative to a moment; answers that are there are those of now. */
    BatchPlanView dryRunAt(Instant moment, BatchRequest request, Caller caller) {
        return dryRun(request, caller, at(moment));
    }

    private BatchPlanView dryRun(BatchRequest request, Caller caller, PlanningContext when) {
        BatchOptions options = request.options();
        BatchPlanner.Plan plan = new BatchPlanner(sources.catalog(), when)
                .tryToPlan(request.items(), options.split(), defaults(options), new CallerAccess(caller));
        AnswerKeys.Asker asker =
                new AnswerKeys.Asker(caller.tenant(), caller.rights().toJson());
        Forecast forecast = dispatcher.forecast(plan.items(), asker, options.format());
        return BatchPlanView.of(plan, request.onInvalid(), forecast);
    }

    BatchRequest read(InputStream body, OnInvalid onInvalid) {
        return new BatchRequestReader(jsonLimits, context.limits(), callbacks, onInvalid).read(body);
    }

    /** Plans what a batch asks once more. */
    ItemRepetition repetition(BatchOptions options, Caller caller) {
        return new ItemRepetition(
                new BatchPlanner(sources.catalog(), context),
                jsonLimits,
                options.split(),
                defaults(options),
                new CallerAccess(caller));
    }

    /** Reads what stands at a place of another body; findings point there. */
    BatchRequest readAt(String pointer, InputStream body) {
        return new BatchRequestReader(pointer, jsonLimits, context.limits(), callbacks, OnInvalid.REFUSE).read(body);
    }

    private static PlanningDefaults defaults(BatchOptions options) {
        return new PlanningDefaults(options.excludeAccountErrors(), options.cleanDataTypes(), ALL_ROWS);
    }
}
