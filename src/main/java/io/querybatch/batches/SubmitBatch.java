package io.querybatch.batches;

import io.querybatch.connectors.DataSources;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.Dispatcher;
import io.querybatch.execution.Forecast;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.Links;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.query.BatchId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.security.SecureRandom;

/** Accepts a batch: reads it, plans it, commits it, and only then has it run. */
@ApplicationScoped
class SubmitBatch {

    /** What a batch leaves out nobody would notice: its queries return all rows unless they say otherwise. */
    private static final int ALL_ROWS = 0;

    private final SecureRandom random = new SecureRandom();
    private final BatchStore store;
    private final CommittedState committed;
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
            CommittedState committed,
            Dispatcher dispatcher,
            DataSources sources,
            JsonLimits jsonLimits,
            PlanningContext context,
            CallbackRules callbacks,
            Links links) {
        this.store = store;
        this.committed = committed;
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
        store.create(batch);
        announce();
        return batch.id();
    }

    /** What a submission comes to, with an id of its own. */
    NewBatch plan(BatchRequest request, Caller caller) {
        return batch(request.options(), content(request, new CallerAccess(caller)), null, caller);
    }

    private NewBatch.Content content(BatchRequest request, CallerAccess access) {
        SplitPolicy split = request.options().split();
        PlanningDefaults defaults = defaults(request.options());
        if (request.onInvalid() == OnInvalid.REFUSE) {
            return NewBatch.Content.of(planner().plan(request.items(), split, defaults, access));
        }
        BatchPlanner.Plan plan = planner().planWhatCanBe(request.items(), split, defaults, access);
        return new NewBatch.Content(
                plan.items(),
                plan.unplanned().stream()
                        .map(item -> new FailedItem(
                                item.n(), item.key(), request.submitted().get(item.index()), item.failure()))
                        .toList());
    }

    /** A batch of a caller, with an id of its own; {@code retryOf} may be null. */
    NewBatch batch(BatchOptions options, NewBatch.Content content, BatchId retryOf, Caller caller) {
        return new NewBatch(
                BatchId.random(random),
                caller.tenant(),
                caller.subject(),
                caller.rights().toJson(),
                false,
                options,
                content,
                retryOf,
                options.callback() == null ? null : base());
    }

    /** Null when nobody asks over HTTP. */
    private String base() {
        try {
            return links.to("");
        } catch (ContextNotActiveException e) {
            return null;
        }
    }

    /** Waits for the disk and has a batch run that is stored. */
    void announce() {
        committed.sync();
        dispatcher.wake();
    }

    /** Says what would happen with a request of a caller; nothing is stored. */
    BatchPlanView dryRun(BatchRequest request, Caller caller) {
        BatchOptions options = request.options();
        BatchPlanner.Plan plan =
                planner().tryToPlan(request.items(), options.split(), defaults(options), new CallerAccess(caller));
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
                planner(), jsonLimits, options.split(), defaults(options), new CallerAccess(caller));
    }

    private BatchPlanner planner() {
        return new BatchPlanner(sources.catalog(), context);
    }

    private static PlanningDefaults defaults(BatchOptions options) {
        return new PlanningDefaults(options.excludeAccountErrors(), options.cleanDataTypes(), ALL_ROWS);
    }
}
