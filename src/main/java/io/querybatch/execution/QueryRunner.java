package io.querybatch.execution;

import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.QueryConnector;
import io.querybatch.connectors.RemoteQuery;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.planning.SqlRenderer;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultTooLargeException;
import io.querybatch.results.ResultWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one attempt: plan, scan, stream the rows into the result store. Holds no transaction and never collects rows. */
final class QueryRunner {

    private static final Logger LOG = Logger.getLogger(QueryRunner.class.getName());

    private final DataSources sources;
    private final ResultStore results;

    QueryRunner(DataSources sources, ResultStore results) {
        this.sources = sources;
        this.results = results;
    }

    /** Never throws for anything that can go wrong with a query: that is its outcome. */
    Outcome run(Claim claim, RunningQueries.Running running) {
        try {
            ResultSummary summary = attempt(claim, running);
            return new Outcome.Succeeded(summary);
        } catch (ScanException e) {
            return running.stopped()
                    .map(reason -> stopped(reason, running))
                    .orElseGet(() -> failed(claim, e.failure(), e.getCause()));
        } catch (ResultTooLargeException e) {
            String limit = "The result is larger than " + e.limitBytes() + " bytes.";
            return new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_RESULT_TOO_LARGE, limit), null);
        } catch (IOException | RuntimeException e) {
            return failed(
                    claim, new QueryFailure(ErrorCode.QUERY_INTERNAL_ERROR, "The result could not be stored."), e);
        }
    }

    private static Outcome stopped(StopReason reason, RunningQueries.Running running) {
        return new Outcome.Failed(new QueryFailure(reason.code(), reason.description()), running.proof());
    }

    private static Outcome failed(Claim claim, QueryFailure failure, Throwable cause) {
        LOG.log(Level.WARNING, cause, () -> claim.query() + " failed: " + failure.code());
        return new Outcome.Failed(failure, null);
    }

    private ResultSummary attempt(Claim claim, RunningQueries.Running running) throws ScanException, IOException {
        QuerySpec spec = claim.spec();
        DataSource source = sources.catalog().source(spec.dataSource()).orElseThrow(QueryRunner::sourceGone);
        List<ResultColumn> columns = columns(source, spec);
        if (claim.attempt() > 1) {
            results.deleteEarlier(claim.resultKey());
        }
        try (RunningScan statement = start(spec, source);
                ResultWriter writer = results.create(claim.resultKey(), claim.format(), columns)) {
            running.attach(statement);
            try {
                copy(statement.rows(), writer);
            } finally {
                running.detach();
            }
            return writer.complete();
        }
    }

    private RunningScan start(QuerySpec spec, DataSource source) throws ScanException {
        Connector connector = sources.connector(spec.dataSource());
        if (connector instanceof SqlConnector sql) {
            return sql.start(SqlRenderer.render(spec, source, sql.dialect()));
        }
        return ((QueryConnector) connector)
                .start(new RemoteQuery(spec, source.definition().limits().queryTimeout()));
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

    private static List<ResultColumn> columns(DataSource source, QuerySpec spec) throws ScanException {
        List<ResultColumn> columns = new ArrayList<>();
        for (String id : spec.fields()) {
            Optional<FieldDefinition> field = source.definition().field(id);
            FieldDefinition found = field.orElseThrow(() -> unavailable(
                    ErrorCode.QUERY_FIELD_UNAVAILABLE, "Field \"" + id + "\" is no longer in the catalog."));
            columns.add(new ResultColumn(id, found.name(), found.kind().wireName(), found.dataType()));
        }
        return columns;
    }

    private static ScanException sourceGone() {
        return unavailable(ErrorCode.QUERY_SOURCE_UNAVAILABLE, "The data source is no longer in the catalog.");
    }

    private static ScanException unavailable(ErrorCode code, String description) {
        return new ScanException(new QueryFailure(code, description), null);
    }
}
