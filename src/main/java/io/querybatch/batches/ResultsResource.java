package io.querybatch.batches;

import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.QueryParameters;
import io.querybatch.http.RequestId;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultStore;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import io.querybatch.security.AccessRights;
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
import java.util.logging.Level;
import java.util.logging.Logger;

/** The results of finished queries (contract B §3.3, A6): served from the store, in the format they were asked for in. */
@Path("query/results")
@RequestScoped
@RequiresScope(Scope.DS_QUERIES_RUN)
public class ResultsResource {

    private static final Logger LOG = Logger.getLogger(ResultsResource.class.getName());
    private static final int MAX_OFFSET = 1_000_000;
    private static final int MAX_LIMIT = 1_000_000;

    @Inject
    private BatchStore store;

    @Inject
    private ResultStore results;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RequestId requestId;

    /** One result, or a page of it; without {@code limit} all rows. */
    @GET
    public Response results(@Context UriInfo uri) throws IOException {
        QueryParameters parameters = QueryParameters.of(uri);
        String id = parameters.requiredText("schedule_id");
        int offset = parameters.integer("offset", 0, MAX_OFFSET, 0);
        int limit = parameters.integer("limit", 1, MAX_LIMIT, Integer.MAX_VALUE);
        parameters.done();
        BatchQuery query = find(id);
        checkRights(query.spec());
        StoredResult result = open(query);
        try {
            result.verify();
            ResultPage page = ResultPage.of(requestId.value(), query, result, offset, limit);
            return Response.ok(page, RowCodec.of(result.format()).mediaType())
                    .header(HttpHeaders.CONTENT_DISPOSITION, disposition(query.id(), result))
                    .build();
        } catch (CorruptResultException e) {
            result.close();
            throw damaged(query, e);
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private BatchQuery find(String id) {
        return ScheduleId.parse(id)
                .flatMap(query -> store.query(caller.get().tenant(), query))
                .filter(query -> query.end() instanceof BatchQuery.Result)
                .orElseThrow(() -> ServiceException.of(
                        ErrorCode.QUERY_RESULTS_UNAVAILABLE,
                        "There is no such query, or it has not succeeded, or its results have expired."));
    }

    /** Rights may have been withdrawn since the query ran: they are checked again on every read (contract A3). */
    private void checkRights(QuerySpec spec) {
        AccessRights rights = caller.get().rights();
        boolean allowed = spec.accounts().isEmpty()
                ? rights.allows(spec.dataSource())
                : spec.accounts().stream().allMatch(account -> rights.allows(spec.dataSource(), account));
        if (!allowed) {
            throw ServiceException.of(
                    ErrorCode.PERMISSION_ERROR, "The token does not cover all accounts of this result.");
        }
    }

    private StoredResult open(BatchQuery query) throws IOException {
        try {
            return results.open(((BatchQuery.Result) query.end()).key())
                    .orElseThrow(() -> ServiceException.of(
                            ErrorCode.QUERY_RESULTS_UNAVAILABLE, "The results of this query have expired."));
        } catch (CorruptResultException e) {
            throw damaged(query, e);
        }
    }

    private static ServiceException damaged(BatchQuery query, CorruptResultException e) {
        LOG.log(Level.SEVERE, e, () -> query.id() + ": the stored result is damaged");
        return ServiceException.of(ErrorCode.UNPROCESSABLE_CONTENT, "The stored result is damaged.");
    }

    private static String disposition(ScheduleId id, StoredResult result) {
        return "inline; filename=\"" + id + "." + result.format().wireName() + "\"";
    }
}
