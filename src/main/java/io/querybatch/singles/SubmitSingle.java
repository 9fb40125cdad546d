package io.querybatch.singles;

import io.querybatch.batches.Acceptance;
import io.querybatch.batches.BatchOptions;
import io.querybatch.batches.CallerAccess;
import io.querybatch.batches.Lineage;
import io.querybatch.batches.NewBatch;
import io.querybatch.connectors.DataSources;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.planning.BatchPlanner;
import io.querybatch.planning.ItemJson;
import io.querybatch.planning.PlanningContext;
import io.querybatch.planning.PlanningDefaults;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.Fingerprint;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.SplitPolicy;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Finds the run that answers a single query, or starts one (contract A6, B §4.2). */
@ApplicationScoped
class SubmitSingle {

    /** {@code max_rows} when the caller does not say (contract B §3.1). */
    private static final int DEFAULT_MAX_ROWS = 1_000;

    private static final int TIMEOUT_MINUTES = 240;
    private static final int RETENTION_HOURS = 24;
    private static final int ATTEMPTS = 3;

    /** A run that the caller named is his for as long as the published service keeps results. */
    private static final Duration NAMED = Duration.ofHours(1);

    /** Long enough for clients that poll by asking again; what they read is at most so old. */
    private static final Duration UNNAMED = Duration.ofMinutes(5);

    /** A failure is told to those who poll, and then forgotten. */
    private static final Duration FAILED = Duration.ofSeconds(30);

    private final SecureRandom random = new SecureRandom();

    @Inject
    private SingleStore store;

    @Inject
    private Acceptance acceptance;

    @Inject
    private DataSources sources;

    @Inject
    private PlanningContext context;

    @Inject
    private Clock clock;

    /**
     * The run that answers a request.
     *
     * @param scheduleId its name
     * @param batch the batch of which it is the only query
     * @param reused whether it had ended before
     */
    record Joined(String scheduleId, BatchId batch, boolean reused) {}

    Joined submit(DataRequest request, OutputFormat format, Caller caller) {
        if (request.run() != null && request.scheduleId() != null) {
            return new Joined(request.scheduleId(), request.run(), true);
        }
        if (request.query() == null) {
            return byName(request.scheduleId(), caller);
        }
        BatchItem item = plan(request, caller);
        String spec = ItemJson.write(item);
        String name = request.scheduleId() == null ? generatedName(caller, spec, format) : request.scheduleId();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            SingleRun former = store.find(caller.tenant(), name).orElse(null);
            if (former != null && joins(former, spec, format, request)) {
                return new Joined(name, former.batch(), !former.isActive());
            }
            NewBatch batch = batch(item, format, caller);
            BatchId replaced = former == null ? null : former.batch();
            if (acceptance.accept(batch, stored -> store.create(name, stored, replaced))) {
                return new Joined(name, batch.id(), false);
            }
        }
        throw ServiceException.of(
                ErrorCode.CONFLICT_ERROR, "Others start queries under this schedule_id all the time.");
    }

    private Joined byName(String name, Caller caller) {
        SingleRun run = store.find(caller.tenant(), name)
                .orElseThrow(() -> ServiceException.of(
                        ErrorCode.QUERY_RESULTS_UNAVAILABLE,
                        "There is no run of that schedule_id; to start one, say ds_id and fields."));
        return new Joined(name, run.batch(), !run.isActive());
    }

    private BatchItem plan(DataRequest request, Caller caller) {
        return new BatchPlanner(sources.catalog(), context)
                .plan(
                        List.of(request.query()),
                        new SplitPolicy(false, false),
                        new PlanningDefaults(false, false, DEFAULT_MAX_ROWS),
                        new CallerAccess(caller))
                .get(0);
    }

    private boolean joins(SingleRun run, String spec, OutputFormat format, DataRequest request) {
        if (!run.asks(spec, format.wireName())) {
            if (run.isActive()) {
                throw ServiceException.of(ErrorCode.CONFLICT_ERROR, "Another query is running under this schedule_id.");
            }
            return false;
        }
        return run.isFresh(clock.instant(), freshness(run, request));
    }

    private static Duration freshness(SingleRun run, DataRequest request) {
        if (!run.succeeded()) {
            return FAILED;
        }
        if (request.freshness() != null) {
            return request.freshness();
        }
        return request.scheduleId() == null ? UNNAMED : NAMED;
    }

    private NewBatch batch(BatchItem item, OutputFormat format, Caller caller) {
        BatchOptions options = new BatchOptions(
                "", new SplitPolicy(false, false), TIMEOUT_MINUTES, 1, format, false, false, RETENTION_HOURS, null);
        return new NewBatch(
                BatchId.random(random),
                caller.tenant(),
                caller.subject(),
                caller.rights().toJson(),
                true,
                options,
                NewBatch.Content.of(List.of(item)),
                Lineage.NONE,
                null);
    }

    /** The same question of the same people has the same name (contract A6). */
    private static String generatedName(Caller caller, String spec, OutputFormat format) {
        return Fingerprint.hex(caller.tenant(), caller.rights().toJson(), format.wireName(), spec);
    }
}
