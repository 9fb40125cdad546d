package io.querybatch.batches;

import io.querybatch.catalog.Catalog;
import io.querybatch.connectors.DataSources;
import io.querybatch.execution.CommittedState;
import io.querybatch.execution.Dispatcher;
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
    private final CommittedState committed;
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
            CommittedState committed,
            Dispatcher dispatcher,
            DataSources sources,
            JsonLimits jsonLimits,
            PlanningContext context) {
        this.store = store;
        this.committed = committed;
        this.dispatcher = dispatcher;
        this.sources = sources;
        this.jsonLimits = jsonLimits;
        this.context = context;
    }

    /** Accepts a body for a caller; when this returns the batch survives a crash and a loss of power. */
    BatchId submit(InputStream body, Caller caller) {
        BatchRequest request = new BatchRequestReader(jsonLimits, context.limits()).read(body);
        Catalog catalog = sources.catalog();
        List<BatchItem> items = new BatchPlanner(catalog, context)
                .plan(
                        request.items(),
                        request.options().split(),
                        new PlanningDefaults(
                                request.options().excludeAccountErrors(),
                                request.options().cleanDataTypes(),
                                ALL_ROWS),
                        new CallerAccess(caller));
        BatchId id = BatchId.random(random);
        store.create(new NewBatch(
                id, caller.tenant(), caller.subject(), caller.rights().toJson(), false, request.options(), items));
        committed.sync();
        dispatcher.wake();
        return id;
    }
}
