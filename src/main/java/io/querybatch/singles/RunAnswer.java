package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.QueryState;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.StoredResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** What is answered about a query: how it stands, why it failed, or its rows (contract B §3.2 to §3.4). */
@ApplicationScoped
class RunAnswer {

    @Inject
    private BatchStore batches;

    @Inject
    private ReadableResults results;

    /** The query of a tenant as it stands. */
    BatchQuery find(String tenant, ScheduleId id) {
        return batches.query(tenant, id).orElseThrow(RunAnswer::unavailable);
    }

    static ServiceException unavailable() {
        return ServiceException.of(
                ErrorCode.QUERY_RESULTS_UNAVAILABLE,
                "There is no such query, or it has not succeeded, or its results have expired.");
    }

    /** The rows of a query that succeeded; its failure as an error; otherwise how it stands. */
    Response answer(RunQuestion question, BatchQuery query) throws IOException {
        if (query.end() instanceof BatchQuery.Failure failure) {
            throw ServiceException.of(
                    failure.failure().code(), failure.failure().description());
        }
        return query.state() == QueryState.SUCCESS ? rows(question, query) : status(question, query);
    }

    /** How the query stands (contract B §3.4). */
    Response status(RunQuestion question, BatchQuery query) {
        return Response.ok(StatusBody.of(question, query.state()), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The rows of a query that succeeded. */
    Response rows(RunQuestion question, BatchQuery query) throws IOException {
        StoredResult result = results.open(question.caller(), query);
        try {
            if (!result.layout().format().paged() && !question.page().isAll()) {
                throw ServiceException.of(
                        ErrorCode.BAD_REQUEST, "A " + result.layout().format().wireName() + " result has no pages.");
            }
            return ResultAnswer.of(question, query, result);
        } catch (CorruptResultException | ResultStoreUnavailableException e) {
            result.close();
            throw ReadableResults.inWords(query, e);
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }
}
