package io.querybatch.execution;

import io.querybatch.answers.Answer;
import io.querybatch.answers.FilterSplit;
import io.querybatch.answers.FusedAnswer;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.QueryFailure;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.NoRoomException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPack;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultTooLargeException;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.UnfitValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Runs attempts: plan, scan, stream the rows into the result store. Holds no transaction and never collects rows. */
final class QueryRunner implements Attempts {

    private static final Logger LOG = Logger.getLogger(QueryRunner.class.getName());

    private final DataSources sources;
    private final ResultStore results;

    QueryRunner(DataSources sources, ResultStore results) {
        this.sources = sources;
        this.results = results;
    }

    @Override
    public void run(ClaimGroup group, RunningQueries.Running running, BiConsumer<Claim, Outcome> ended) {
        if (group.isFused()) {
            runTogether(group, running, ended);
        } else {
            ended.accept(group.lead(), run(group.lead(), running));
        }
    }

    Outcome run(Claim claim, RunningQueries.Running running) {
        try (Answer answer = open(claim, running)) {
            return store(claim, answer.columns(), answer.rows(), results::create);
        } catch (ScanException e) {
            return running.stopped()
                    .<Outcome>map(reason -> stopped(reason, running))
                    .orElseGet(() -> failed(claim, e));
        } catch (RuntimeException e) {
            return failed(claim, ErrorCode.QUERY_INTERNAL_ERROR, "The query could not be run.", e);
        }
    }

    /**
     * One scan for all. What it does not give, because it fails, is asked for again: by the first alone, by the others when
     * they are claimed again. No query fails for the sake of another.
     */
    private void runTogether(ClaimGroup group, RunningQueries.Running running, BiConsumer<Claim, Outcome> ended) {
        List<Claim> claims = group.claims();
        List<Outcome> outcomes = new ArrayList<>(claims.size());
        try (ResultPack pack = results.pack(group.lead().resultKey())) {
            deal(claims, running, pack, outcomes);
            pack.complete();
        } catch (IOException | RuntimeException e) {
            Outcome notStored = notStored(group.lead(), e);
            outcomes.replaceAll(outcome -> outcome instanceof Outcome.Succeeded ? notStored : outcome);
        }
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            ended.accept(claim, i < outcomes.size() ? outcomes.get(i) : alone(claim, group, running));
        }
    }

    /** Stores results as long as the scan gives rows. */
    private void deal(List<Claim> claims, RunningQueries.Running running, ResultPack pack, List<Outcome> outcomes) {
        try (FusedAnswer answer = openFused(claims, running)) {
            for (Claim claim : claims) {
                outcomes.add(store(claim, answer.columns(), answer.rows(outcomes.size()), pack::create));
            }
        } catch (ScanException | RuntimeException e) {
            LOG.log(Level.FINE, e, () -> claims.get(0).query() + ": a shared scan failed");
        }
    }

    private Outcome alone(Claim claim, ClaimGroup group, RunningQueries.Running running) {
        return running.stopped()
                .<Outcome>map(reason -> stopped(reason, running))
                .orElseGet(() -> claim.equals(group.lead()) ? run(claim, running) : new Outcome.Returned());
    }

    /** Begins results, each by itself or in a pack. */
    private interface Storage {
        ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException;
    }

    private Outcome store(Claim claim, List<ResultColumn> columns, RowCursor rows, Storage storage)
            throws ScanException {
        try {
            if (claim.attempt() > 1) {
                results.deleteEarlier(claim.resultKey());
            }
            try (ResultWriter writer = storage.create(claim.resultKey(), layout(claim), columns)) {
                copy(rows, writer);
                return new Outcome.Succeeded(writer.complete());
            }
        } catch (IOException | RuntimeException e) {
            return notStored(claim, e);
        }
    }

    private static Outcome notStored(Claim claim, Exception e) {
        if (e instanceof ResultTooLargeException tooLarge) {
            String limit = "The result is larger than " + tooLarge.limitBytes() + " bytes.";
            return new Outcome.Failed(new QueryFailure(ErrorCode.QUERY_RESULT_TOO_LARGE, limit), null);
        }
        if (e instanceof NoRoomException) {
            return failed(claim, ErrorCode.QUERY_RESULT_TOO_LARGE, "There is no room left to store the result.", e);
        }
        if (e instanceof UnfitValueException) {
            return failed(claim, ErrorCode.QUERY_SOURCE_ERROR, e.getMessage(), e);
        }
        return failed(claim, ErrorCode.QUERY_INTERNAL_ERROR, "The result could not be stored.", e);
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

    private Answer open(Claim claim, RunningQueries.Running running) throws ScanException {
        QuerySpec spec = claim.spec();
        DataSource source = source(spec);
        return Answer.open(spec, source, sources.connector(spec.dataSource()), running);
    }

    private FusedAnswer openFused(List<Claim> claims, RunningQueries.Running running) throws ScanException {
        List<QuerySpec> specs = claims.stream().map(Claim::spec).toList();
        DataSource source = source(specs.get(0));
        SqlConnector connector =
                (SqlConnector) sources.connector(source.definition().id());
        return FusedAnswer.open(specs, source, connector, running);
    }

    private DataSource source(QuerySpec spec) throws ScanException {
        DataSource source = sources.catalog().source(spec.dataSource()).orElseThrow(QueryRunner::sourceGone);
        checkFields(source, spec);
        return source;
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
