package io.querybatch.embedding;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchesResource;
import io.querybatch.batches.OwnBatches;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.Causes;
import io.querybatch.http.HttpLimits;
import io.querybatch.logs.LogContext;
import io.querybatch.logs.LogField;
import io.querybatch.query.BatchId;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.StoredResult;
import io.querybatch.security.Caller;
import io.querybatch.security.Names;
import io.querybatch.security.Scope;
import io.querybatch.singles.ReadableResults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The way of the API's resources, without HTTP. */
@ApplicationScoped
class InProcessBatches implements Batches {

    private static final int MOST_QUERIES = 1_000;

    private final OwnBatches batches;
    private final ReadableResults results;
    private final HttpLimits limits;

    /** For the container's proxy. */
    InProcessBatches() {
        this(null, null, null);
    }

    @Inject
    InProcessBatches(OwnBatches batches, ReadableResults results, HttpLimits limits) {
        this.batches = batches;
        this.results = results;
        this.limits = limits;
    }

    @Override
    public String submit(Caller caller, String json) throws RefusedException {
        return submit(caller, json, null);
    }

    @Override
    public String submit(Caller caller, String json, String idempotencyKey) throws RefusedException {
        return inWords(caller, () -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            limits.check(body);
            return batches.submit(new ByteArrayInputStream(body), caller, idempotencyKey)
                    .value();
        });
    }

    @Override
    public BatchStatus status(Caller caller, String batchId) throws RefusedException {
        return inWords(caller, () -> BatchStatus.of(batches.find(id(batchId), caller)));
    }

    @Override
    public List<QueryStatus> queries(Caller caller, String batchId, int offset, int limit) throws RefusedException {
        if (offset < 0 || limit < 1 || limit > MOST_QUERIES) {
            throw new IllegalArgumentException("offset from 0, limit from 1 to " + MOST_QUERIES);
        }
        return inWords(
                caller,
                () -> batches.queries(id(batchId), caller, offset, limit).stream()
                        .map(QueryStatus::of)
                        .toList());
    }

    @Override
    public void result(Caller caller, String scheduleId, OutputStream out) throws RefusedException, IOException {
        BatchQuery query = inWords(caller, () -> succeeded(caller, scheduleId));
        StoredResult result = inWords(caller, () -> results.openVerified(caller, query));
        results.file(scheduleId, caller, query, result).write(out);
    }

    private BatchQuery succeeded(Caller caller, String scheduleId) {
        return ScheduleId.parse(scheduleId)
                .map(id -> batches.queries(id.batch(), caller, id.n() - 1, 1))
                .flatMap(found -> found.stream().findFirst())
                .filter(query -> query.end() instanceof BatchQuery.Result)
                .orElseThrow(() -> ServiceException.of(ErrorCode.QUERY_RESULTS_UNAVAILABLE));
    }

    @Override
    public void cancel(Caller caller, String batchId) throws RefusedException {
        inWords(caller, () -> {
            batches.cancel(id(batchId), caller);
            return null;
        });
    }

    private static BatchId id(String batchId) {
        return BatchesResource.batchId(batchId);
    }

    /** Does what a caller may do, or says why not. */
    private static <T> T inWords(Caller caller, Step<T> step) throws RefusedException {
        if (!Names.canBe(caller.tenant()) || !Names.canBe(caller.subject())) {
            throw new IllegalArgumentException("tenant and subject must be names of at most 255 characters");
        }
        try (LogContext.Work work = LogContext.within()) {
            work.note(LogField.TENANT, caller.tenant());
            if (!caller.scopes().contains(Scope.DS_QUERIES_RUN)) {
                throw ServiceException.of(
                        ErrorCode.FORBIDDEN, "It needs the scope " + Scope.DS_QUERIES_RUN.wireName() + ".");
            }
            return step.take();
        } catch (RuntimeException | IOException e) {
            throw refused(e);
        }
    }

    /** What nobody expects goes to the application as it is. */
    private static RefusedException refused(Exception e) {
        Causes causes = Causes.of(e);
        return causes.first(ServiceException.class)
                .or(causes::storeIsAway)
                .map(RefusedException::of)
                .orElseThrow(
                        () -> e instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(e));
    }

    /** Something that may be refused. */
    private interface Step<T> {
        T take() throws IOException;
    }
}
