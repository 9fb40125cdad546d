package io.querybatch.batches;

import io.querybatch.connectors.DataSources;
import io.querybatch.execution.AnswerKeys;
import io.querybatch.execution.Dispatcher;
import io.querybatch.execution.Forecast;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;

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

    /** For the container's proxy. */
    SubmitBatch() {
        this(null, null, null, null, null, null);
    }

    @Inject
    SubmitBatch(
            BatchStore store,
            Acceptance acceptance,
            Dispatcher dispatcher,
            DataSources sources,
            JsonLimits jsonLimits,
            PlanningContext context) {
        this.store = store;
        this.acceptance = acceptance;
        this.dispatcher = dispatcher;
        this.sources = sources;
        this.jsonLimits = jsonLimits;
        this.context = context;
    }

    /** Accepts a body for a caller; when this returns the batch survives a crash and a loss of power. */
    BatchId submit(InputStream body, Caller caller) {
        return accept(plan(read(body), caller));
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
        BatchOptions options = request.options();
        List<BatchItem> items =
                planner().plan(request.items(), options.split(), defaults(options), new CallerAccess(caller));
        return batch(options, items, null, caller);
    }

    /** A batch of a caller, with an id of its own; {@code retryOf} may be null. */
    NewBatch batch(BatchOptions options, List<BatchItem> items, BatchId retryOf, Caller caller) {
        return new NewBatch(
                BatchId.random(random),
                caller.tenant(),
                caller.subject(),
                caller.rights().toJson(),
                false,
                options,
                items,
                retryOf);
    }

    /** Says what would happen with a body for a caller; nothing is stored. */
    BatchPlanView dryRun(InputStream body, Caller caller) {
        BatchRequest request = read(body);
        BatchOptions options = request.options();
        BatchPlanner.Plan plan =
                planner().tryToPlan(request.items(), options.split(), defaults(options), new CallerAccess(caller));
        AnswerKeys.Asker asker =
                new AnswerKeys.Asker(caller.tenant(), caller.rights().toJson());
        Forecast forecast = dispatcher.forecast(plan.items(), asker, options.format());
        long queries = plan.items().stream().mapToLong(BatchItem::queryCount).sum();
        return BatchPlanView.of((int) queries, forecast, plan.violations());
    }

    BatchRequest read(InputStream body) {
        return new BatchRequestReader(jsonLimits, context.limits()).read(body);
    }

    private BatchPlanner planner() {
        return new BatchPlanner(sources.catalog(), context);
    }

    private static PlanningDefaults defaults(BatchOptions options) {
        return new PlanningDefaults(options.excludeAccountErrors(), options.cleanDataTypes(), ALL_ROWS);
    }
}
