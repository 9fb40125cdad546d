package io.querybatch.singles;

import io.querybatch.batches.BatchQuery;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.StoredResult;
import io.querybatch.security.AccessRights;
import io.querybatch.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stored results for those who may read them; what keeps one from being read is told in words for callers. */
@ApplicationScoped
public class ReadableResults {

    private static final Logger LOG = Logger.getLogger(ReadableResults.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ResultStore results;

    /** For the container's proxy. */
    ReadableResults() {
        this(null);
    }

    /** Reads from {@code results}. */
    @Inject
    public ReadableResults(ResultStore results) {
        this.results = results;
    }

    /**
     * Opens the result of a query that succeeded; the caller closes it.
     *
     * @throws ServiceException if it is not there, or is damaged, or cannot be reached, or is not for this caller: rights may
     *     have been withdrawn since the query ran, so they are checked again on every read (contract A3)
     */
    public StoredResult open(Caller caller, BatchQuery query) throws IOException {
        checkRights(caller, query);
        try {
            BatchQuery.Result result = (BatchQuery.Result) query.end();
            return results.open(result.key(), result.lead()).orElseThrow(RunAnswer::unavailable);
        } catch (CorruptResultException | ResultStoreUnavailableException e) {
            throw inWords(query, e);
        }
    }

    /** The same, and every byte of it was compared with its checksum. */
    public StoredResult openVerified(Caller caller, BatchQuery query) throws IOException {
        StoredResult result = open(caller, query);
        try {
            result.verify();
            return result;
        } catch (CorruptResultException | ResultStoreUnavailableException e) {
            result.close();
            throw inWords(query, e);
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    /** A whole result as {@code /query/results} gives it; closed when it has been written. */
    public StreamingOutput file(String requestId, Caller caller, BatchQuery query, StoredResult result)
            throws IOException {
        RunQuestion question =
                new RunQuestion(requestId, caller, query.id().toString(), RowPage.ALL, Conditions.NONE, false, null);
        return ResultPage.of(question, query, result);
    }

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

    /** What a caller is told when reading has failed for one of these reasons. */
    static ServiceException inWords(BatchQuery query, IOException e) {
        if (e instanceof CorruptResultException) {
            LOG.log(Level.SEVERE, e, () -> query.id() + ": the stored result is damaged");
            return ServiceException.of(ErrorCode.UNPROCESSABLE_CONTENT, "The stored result is damaged.");
        }
        LOG.log(Level.WARNING, e, () -> query.id() + ": the stored result cannot be read");
        return ServiceException.unavailable("The results cannot be read at the moment.", RETRY, e);
    }
}
