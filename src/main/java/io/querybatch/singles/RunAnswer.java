package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.batches.BatchStore;
import io.querybatch.batches.QueryState;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.StoredResult;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is answered about a query: how it stands, why it failed, or its rows (contract B §3.2 to §3.4). */
@ApplicationScoped
class RunAnswer {

    private static final Logger LOG = Logger.getLogger(RunAnswer.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(5);

    @Inject
    private BatchStore batches;

    @Inject
    private ResultStore results;

    /** The query as it stands, for its tenant. */
    BatchQuery find(Caller caller, ScheduleId id) {
        return batches.query(caller.tenant(), id).orElseThrow(RunAnswer::unavailable);
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
        checkRights(question.caller(), query);
        StoredResult result = open(query);
        try {
            if (!result.layout().format().paged() && !question.page().isAll()) {
                throw ServiceException.of(
                        ErrorCode.BAD_REQUEST, "A " + result.layout().format().wireName() + " result has no pages.");
            }
            return ResultAnswer.of(question, query, result);
        } catch (CorruptResultException e) {
            result.close();
            throw damaged(query, e);
        } catch (ResultStoreUnavailableException e) {
            result.close();
            throw away(query, e);
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    /** Rights may have been withdrawn since the query ran: they are checked again on every read (contract A3). */
    private static void checkRights(Caller caller, BatchQuery query) {
        AccessRights rights = caller.rights();
        String dataSource = query.spec().dataSource();
        boolean allowed = query.spec().accounts().isEmpty()
                ? rights.allows(dataSource)
                : query.spec().accounts().stream().allMatch(account -> rights.allows(dataSource, account));
        if (!allowed) {
            throw ServiceException.of(
                    ErrorCode.PERMISSION_ERROR, "The token does not cover all accounts of this result.");
        }
    }

    private StoredResult open(BatchQuery query) throws IOException {
        try {
            BatchQuery.Result result = (BatchQuery.Result) query.end();
            return results.open(result.key(), result.lead()).orElseThrow(RunAnswer::unavailable);
        } catch (CorruptResultException e) {
            throw damaged(query, e);
        } catch (ResultStoreUnavailableException e) {
            throw away(query, e);
        }
    }

    private static ServiceException away(BatchQuery query, ResultStoreUnavailableException e) {
        LOG.log(Level.WARNING, e, () -> query.id() + ": the stored result cannot be read");
        return ServiceException.unavailable("The results cannot be read at the moment.", RETRY, e);
    }

    private static ServiceException damaged(BatchQuery query, CorruptResultException e) {
        LOG.log(Level.SEVERE, e, () -> query.id() + ": the stored result is damaged");
        return ServiceException.of(ErrorCode.UNPROCESSABLE_CONTENT, "The stored result is damaged.");
    }
}
