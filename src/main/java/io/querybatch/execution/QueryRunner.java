package io.querybatch.execution;

import io.querybatch.answers.Answer;
import io.querybatch.answers.FusedAnswer;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs attempts: plan, scan, stream the rows into the result store. Holds no transaction and never collects rows. */
final class QueryRunner implements Attempts {

    private static final Logger LOG = Logger.getLogger(QueryRunner.class.getName());

    private final DataSources sources;
    private final ResultStore results;
    private final EarlierAnswers earlierAnswers;

    QueryRunner(DataSources sources, ResultStore results) {
        this.sources = sources;
        this.results = results;
        this.earlierAnswers = new EarlierAnswers(results);
    }

    @Override
    public void run(Stint stint, RunningQueries.Running running, Course course) {
        if (stint.lead().reuses()) {
            course.next().ifPresent(copies -> earlierAnswers.give(copies, running, course::ended));
        } else if (stint.claims().size() == 1) {
            runOne(running, course);
        } else {
            runAll(stint, running, course);
        }
    }

    Outcome run(Claim claim, RunningQueries.Running running) {
        return run(claim, running, results::create);
    }

    private Outcome run(Claim claim, RunningQueries.Running running, Storage storage) {
        WorkTrace.on(claim);
        try (Answer answer = open(claim, running)) {
            return store(claim, answer.columns(), answer.rows(), storage);
        } catch (ScanException e) {
            return Outcomes.stopped(running).orElseGet(() -> Outcomes.notAnswered(claim, e));
        } catch (RuntimeException e) {
            return Outcomes.notRun(claim, e);
        }
    }

    /** To the end of the course, which wants to know how long it took. */
    private void runOne(RunningQueries.Running running, Course course) {
        for (Optional<ClaimGroup> scan = course.next(); scan.isPresent(); scan = course.next()) {
            Claim one = scan.get().lead();
            course.ended(one, run(one, running));
        }
    }

    private void runAll(Stint stint, RunningQueries.Running running, Course course) {
        try (PackedResults packed =
                new PackedResults(stint.lead(), results.pack(stint.lead().resultKey()), course::ended)) {
            course.whenLong(packed::relieve);
            for (Optional<ClaimGroup> scan = course.next(); scan.isPresent(); scan = course.next()) {
                packed.scanBegins();
                if (scan.get().isFused()) {
                    runTogether(scan.get(), running, course, packed);
                } else {
                    Claim one = scan.get().lead();
                    packed.add(one, run(one, running, packed::create));
                }
            }
            packed.settle();
        }
    }

    /**
     * One scan for all, or a few if that is too much for one, or if it was wide and failed. What they do not give is asked for again:
     * by the first alone, by the others when they are claimed again. No query fails for the sake of another.
     */
    private void runTogether(ClaimGroup group, RunningQueries.Running running, Course course, PackedResults packed) {
        List<Claim> left = group.claims();
        int width = left.size();
        while (width > 1 && !left.isEmpty() && Outcomes.stopped(running).isEmpty()) {
            List<Claim> next = left.subList(0, Math.min(width, left.size()));
            List<Claim> asked = next.subList(0, FusedAnswer.fitting(specs(next)));
            Dealt dealt = deal(asked, running, packed);
            left = left.subList(dealt.queries(), left.size());
            if (dealt.queries() < asked.size() && Outcomes.stopped(running).isEmpty()) {
                width = dealt.fitting(asked.size());
                course.fellShort(group, width);
            }
        }
        for (Claim claim : left) {
            packed.add(claim, alone(claim, group, running, packed));
        }
    }

    private static List<QuerySpec> specs(List<Claim> claims) {
        return claims.stream().map(Claim::spec).toList();
    }

    /**
     * What came of a shared scan.
     *
     * @param queries of how many queries, in order, it gave results
     * @param tooLarge whether it ended there because it had too many rows
     */
    private record Dealt(int queries, boolean tooLarge) {

        /**
         * How many had better share the next scan, of so many that shared this one. The next ones may have larger results: half of
         * those that fitted will fit. One that failed is no longer shared, unless it was wider than scans are at first: thousands
         * would run one by one for a failure that may pass.
         */
        int fitting(int asked) {
            if (tooLarge) {
                return Math.max(1, queries / 2);
            }
            return asked > ScanWidths.FIRST ? ScanWidths.FIRST : 1;
        }
    }

    /** Stores results as long as the scan gives rows. */
    private Dealt deal(List<Claim> claims, RunningQueries.Running running, PackedResults packed) {
        int dealt = 0;
        try (FusedAnswer answer = openFused(claims, running)) {
            for (Claim claim : claims) {
                packed.add(claim, store(claim, answer.columns(), answer.rows(dealt), packed::create));
                dealt++;
            }
            return new Dealt(dealt, false);
        } catch (ScanException e) {
            LOG.log(Level.FINE, e, () -> claims.get(0).query() + ": a shared scan failed");
            return new Dealt(dealt, e.failure().code() == ErrorCode.QUERY_RESULT_TOO_LARGE);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> claims.get(0).query() + ": a shared scan failed");
            return new Dealt(dealt, false);
        }
    }

    private Outcome alone(Claim claim, ClaimGroup group, RunningQueries.Running running, PackedResults packed) {
        return Outcomes.stopped(running).orElseGet(() -> {
            return claim.equals(group.lead()) ? run(claim, running, packed::create) : new Outcome.Returned();
        });
    }

    /** Begins results, each by itself or in a pack. */
    private interface Storage {
        ResultWriter create(ResultKey key, ResultLayout layout, List<ResultColumn> columns) throws IOException;
    }

    private Outcome store(Claim claim, List<ResultColumn> columns, RowCursor rows, Storage storage)
            throws ScanException {
        WorkTrace.on(claim);
        try {
            if (claim.attempt() > 1) {
                results.deleteEarlier(claim.resultKey());
            }
            try (ResultWriter writer = storage.create(claim.resultKey(), layout(claim), columns)) {
                copy(rows, writer);
                return new Outcome.Succeeded(writer.complete());
            }
        } catch (IOException | RuntimeException e) {
            return Outcomes.notStored(claim, e);
        }
    }

    private Answer open(Claim claim, RunningQueries.Running running) throws ScanException {
        QuerySpec spec = claim.spec();
        DataSource source = AskedSource.of(spec, sources.catalog());
        return Answer.open(spec, source, sources.connector(spec.dataSource()), running);
    }

    private FusedAnswer openFused(List<Claim> claims, RunningQueries.Running running) throws ScanException {
        List<QuerySpec> specs = specs(claims);
        DataSource source = AskedSource.of(specs.get(0), sources.catalog());
        SqlConnector connector =
                (SqlConnector) sources.connector(source.definition().id());
        return FusedAnswer.open(specs, source, connector, running);
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
}
