package io.querybatch.execution;

import io.querybatch.answers.Answer;
import io.querybatch.answers.FilterSplit;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultTooLargeException;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.UnfitValueException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Runs one attempt: plan, scan, stream the rows into the result store. Holds no transaction and never collects rows. */
final class QueryRunner implements Attempts {

    private static final Logger LOG = Logger.getLogger(QueryRunner.class.getName());

    private final DataSources sources;
    private final ResultStore results;

    QueryRunner(DataSources sources, ResultStore results) {
        this.sources = sources;
        this.results = results;
    }

    @Override
    public void run(Claim claim, RunningQueries.Running running, Consumer<Outcome> ended) {
        ended.accept(run(claim, running));
    }

    Outcome run(Claim claim, RunningQueries.Running running) {
        try {
            return new Outcome.Succeeded(attempt(claim, running));
        } catch (ScanException e) {
            return running.stopped()
                    .<Outcome>map(reason -> stopped(reason, running))
                    .orElseGet(() -> failed(claim, e));
        } catch (ResultTooLargeException e) {
            String limit = "The result is larger than " + e.limitBytes() + " bytes.";
            return new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_RESULT_TOO_LARGE, limit), null);
        } catch (NoRoomException e) {
            return failed(claim, ErrorCode.QUERY_RESULT_TOO_LARGE, "There is no room left to store the result.", e);
        } catch (UnfitValueException e) {
            return failed(claim, ErrorCode.QUERY_SOURCE_ERROR, e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            return failed(claim, ErrorCode.QUERY_INTERNAL_ERROR, "The result could not be stored.", e);
        }
    }

    private static Outcome stopped(StopReason reason, RunningQueries.Running running) {
        return new Outcome.Failed(new QueryFailure(reason.code(), reason.description()), running.proof());
    }

    private static Outcome failed(Claim claim, ScanException e) {
        log(claim, e.failure(), e.getCause());
        return new Outcome.Failed(e.failure(), proof(e), e.isPassing());
    }

    /** A query that ran out of time was stopped, too, and says as much about it as a cancelled one. */
    private static CancelProof proof(ScanException e) {
        if (e.failure().code() != ErrorCode.QUERY_TIMEOUT) {
            return null;
        }
        return e.isKilled() ? CancelProof.KILLED_AT_SOURCE : CancelProof.KILL_UNCONFIRMED;
    }

    private static Outcome failed(Claim claim, ErrorCode code, String description, Exception cause) {
        QueryFailure failure = new QueryFailure(code, description);
        log(claim, failure, cause);
        return new Outcome.Failed(failure, null);
    }

    private static void log(Claim claim, QueryFailure failure, Throwable cause) {
        LOG.log(Level.WARNING, cause, () -> claim.query() + " failed: " + failure.code());
    }

    private ResultSummary attempt(Claim claim, RunningQueries.Running running) throws ScanException, IOException {
        QuerySpec spec = claim.spec();
        DataSource source = sources.catalog().source(spec.dataSource()).orElseThrow(QueryRunner::sourceGone);
        checkFields(source, spec);
        if (claim.attempt() > 1) {
            results.deleteEarlier(claim.resultKey());
        }
        Connector connector = sources.connector(spec.dataSource());
        try (Answer answer = Answer.open(spec, source, connector, running);
                ResultWriter writer = results.create(claim.resultKey(), layout(claim), answer.columns())) {
            copy(answer.rows(), writer);
            return writer.complete();
        }
    }

    private static ResultLayout layout(Claim claim) {
        QuerySettings settings = claim.spec().settings();
        return new ResultLayout(claim.format(), settings.noHeaders(), !settings.noJsonKeys(), settings.safeCells());
    }

    private static void copy(RowCursor rows, ResultWriter writer) throws ScanException, IOException {
        Object[] row = new Object[rows.width()];
        while (rows.next()) {
            for (int i = 0; i < row.length; i++) {
                row[i] = rows.value(i);
            }
            writer.write(row);
        }
    }

    /** The catalog may have changed since the query was accepted. */
    private static void checkFields(DataSource source, QuerySpec spec) throws ScanException {
        Set<String> names = spec.fields().stream().map(FieldRef::id).collect(Collectors.toCollection(HashSet::new));
        FilterSplit.comparisons(spec.filter()).forEach(comparison -> names.add(comparison.field()));
        spec.selection().orderRows().forEach(order -> names.add(order.field()));
        spec.selection().orderColumns().forEach(order -> names.add(order.field()));
        for (String name : names) {
            if (source.definition().field(name).isEmpty()) {
                throw unavailable(
                        ErrorCode.QUERY_FIELD_UNAVAILABLE, "Field \"" + name + "\" is no longer in the catalog.");
            }
        }
    }

    private static ScanException sourceGone() {
        return unavailable(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "The data source is no longer in the catalog.");
    }

    private static ScanException unavailable(ErrorCode code, String description) {
        return ScanException.of(code, description, null);
    }
}
