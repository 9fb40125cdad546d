package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.ConnectorFactory;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.RunningScan;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.ScheduleId;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultStore;
import io.querybatch.results.StoredResult;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.Project;
import io.querybatch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Queries of the sample data that share a scan of DuckDB, which fails when a test wants it to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedScanTest {

    private static final int DAYS = 6;

    /** Stands still: however slow the machine is, no stint runs out of time. */
    private static final Clock CLOCK = new SettableClock(Instant.EPOCH);

    @TempDir
    private static Path folder;

    private final FallibleDuckDb duckDb = new FallibleDuckDb();
    private final RunningQueries running = new RunningQueries(Runnable::run);
    private final Map<Claim, Outcome> outcomes = new LinkedHashMap<>();
    private ResultStore results;
    private DataSources sources;
    private Stint stint;
    private int scansRun;
    private final List<Integer> fitting = new ArrayList<>();
    private static int batches;

    @BeforeAll
    void open() throws CatalogException {
        results = new FilesystemResultStore(folder, 1 << 20);
        sources = DataSources.open(CatalogFiles.load(Project.catalog()), List.of(duckDb));
    }

    @AfterAll
    void close() {
        sources.close();
    }

    @BeforeEach
    void claim() {
        duckDb.rowsLeft = Integer.MAX_VALUE;
        duckDb.failuresLeft = 1;
        duckDb.shared = 0;
        scansRun = 0;
        fitting.clear();
        duckDb.failure = ErrorCode.QUERY_SOURCE_ERROR;
        outcomes.clear();
        stint = new Stint(claims(1));
    }

    /** One query a day, all led by the first. */
    private static List<Claim> claims(int attempt) {
        return claims(attempt, DAYS);
    }

    private static List<Claim> claims(int attempt, int amount) {
        batches++;
        LocalDate first = LocalDate.of(2001, 1, 1);
        DateRange days = new DateRange(first, first.plusDays(amount - 1L));
        QuerySpec spec = new QuerySpec("FLIGHTS", List.of("ORD", "LAX"), days, List.of("origin", "flights"), 10);
        BatchItem item = new BatchItem(1, null, spec, List.of(), new SplitPolicy(false, true));
        return IntStream.rangeClosed(1, amount)
                .mapToObj(n -> new Claim(
                        new ScheduleId(Claims.batch(batches), n), attempt, 7, item, OutputFormat.JSON, false, 1))
                .toList();
    }

    private void run() {
        run(running.enter(stint));
    }

    private void run(RunningQueries.Running entry) {
        Course course = new Course(stint, entry, new RecordingEngine(), CLOCK);
        new QueryRunner(sources, results).run(stint, entry, course);
        assertThat(outcomes).containsOnlyKeys(stint.claims());
    }

    private List<Claim> riders() {
        return stint.claims().subList(1, DAYS);
    }

    private Optional<String> stored(Claim claim) throws IOException {
        Optional<StoredResult> found = results.open(claim.resultKey(), claim.lead());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoredResult result = found.get()) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            result.copyRows(0, 100, rows);
            return Optional.of(rows.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void eachHasTheResultThatItHasAlone() throws IOException {
        run();
        assertThat(duckDb.shared).isEqualTo(1);
        for (Claim claim : stint.claims()) {
            assertThat(outcomes.get(claim)).isInstanceOf(Outcome.Succeeded.class);
        }
        List<Claim> others = claims(1);
        for (int i = 0; i < DAYS; i++) {
            Claim shared = others.get(i);
            Claim alone = new Claim(
                    shared.query(),
                    shared.attempt(),
                    shared.fence(),
                    shared.item(),
                    shared.format(),
                    false,
                    shared.query().n());
            new QueryRunner(sources, results).run(alone, running.enter(new Stint(List.of(alone))));
            assertThat(stored(stint.claims().get(i))).isPresent().isEqualTo(stored(alone));
        }
    }

    @Test
    void whatAScanTakesIsToldOfOneQueryAsOfMany() {
        run();
        assertThat(scansRun).isEqualTo(1);
        outcomes.clear();
        stint = new Stint(claims(1).subList(0, 1));
        run();
        assertThat(scansRun).isEqualTo(2);
    }

    @Test
    void severalScansOfASlotAreEachStored() throws IOException {
        stint = new Stint(
                claims(1).stream().map(SharedScanTest::inAScanOfItsOwn).toList());
        run();
        assertThat(duckDb.shared).isZero();
        assertThat(scansRun).isEqualTo(DAYS);
        for (Claim claim : stint.claims()) {
            assertThat(outcomes.get(claim)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(results.openPacked(claim.resultKey(), 1)).isPresent();
        }
    }

    private static Claim inAScanOfItsOwn(Claim claim) {
        int n = claim.query().n();
        return new Claim(claim.query(), 1, claim.fence(), claim.item(), claim.format(), false, 1, n, null);
    }

    @Test
    void aSharedScanThatFailsCostsNobodyAnything() throws IOException {
        duckDb.rowsLeft = 0;
        run();
        assertThat(fitting).containsExactly(1);
        assertThat(outcomes.get(stint.lead())).isInstanceOf(Outcome.Succeeded.class);
        for (Claim rider : riders()) {
            assertThat(outcomes.get(rider)).isEqualTo(new Outcome.Returned());
            assertThat(stored(rider)).isEmpty();
        }
    }

    @Test
    void aWideScanThatFailsOnceIsTriedAgainByNarrowerOnes() {
        stint = new Stint(claims(1, 1_200));
        duckDb.rowsLeft = 0;
        run();
        assertThat(fitting).containsExactly(ScanWidths.FIRST);
        assertThat(duckDb.shared).as("of 1,200, 500, 500 and 200").isEqualTo(4);
        assertThat(stint.claims()).allMatch(claim -> outcomes.get(claim) instanceof Outcome.Succeeded);
    }

    @Test
    void aWideScanThatFailsAgainIsNotShared() {
        stint = new Stint(claims(1, 1_200));
        duckDb.rowsLeft = 0;
        duckDb.failuresLeft = 2;
        run();
        assertThat(fitting).containsExactly(ScanWidths.FIRST, 1);
        assertThat(duckDb.shared).isEqualTo(2);
        assertThat(outcomes.get(stint.lead())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stint.claims().subList(1, 1_200))
                .allMatch(claim -> outcomes.get(claim).equals(new Outcome.Returned()));
    }

    @Test
    void whatASharedScanGaveBeforeItFailedIsKept() throws IOException {
        duckDb.rowsLeft = 5;
        run();
        assertThat(fitting).containsExactly(1);
        assertThat(stint.claims().subList(0, 2)).allMatch(claim -> outcomes.get(claim) instanceof Outcome.Succeeded);
        assertThat(stint.claims().subList(2, DAYS))
                .allMatch(claim -> outcomes.get(claim).equals(new Outcome.Returned()));
        assertThat(stored(stint.claims().get(1))).isPresent();
        assertThat(stored(stint.claims().get(2))).isEmpty();
    }

    @Test
    void whatAScanThatWasTooLargeLeavesIsAskedForByNarrowerOnes() throws IOException {
        duckDb.failure = ErrorCode.QUERY_RESULT_TOO_LARGE;
        duckDb.rowsLeft = 9;
        run();
        assertThat(fitting).containsExactly(2);
        assertThat(duckDb.shared)
                .as("of six, four of which fitted, and of the other two")
                .isEqualTo(2);
        for (Claim claim : stint.claims()) {
            assertThat(outcomes.get(claim)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(stored(claim)).isPresent();
        }
    }

    /** A day each, of all airports and of all but one in turn. */
    private List<Claim> claimsOfManyAccounts(int days) {
        List<String> airports = sources.catalog().source("FLIGHTS").orElseThrow().accounts().stream()
                .map(Account::id)
                .toList();
        batches++;
        return IntStream.rangeClosed(1, days)
                .mapToObj(n -> {
                    LocalDate day = LocalDate.of(2001, 1, 1).plusDays(n);
                    QuerySpec spec = new QuerySpec(
                            "FLIGHTS",
                            airports.subList(n % 2, airports.size()),
                            new DateRange(day, day),
                            List.of("origin", "flights"),
                            1_000);
                    BatchItem item = new BatchItem(n, null, spec, List.of(), new SplitPolicy(false, true));
                    return new Claim(new ScheduleId(Claims.batch(batches), n), 1, 7, item, OutputFormat.JSON, false, 1);
                })
                .toList();
    }

    @Test
    void queriesThatNameMoreAccountsThanAScanCanAreAnsweredBySeveral() throws IOException {
        stint = new Stint(claimsOfManyAccounts(60));
        run();
        assertThat(duckDb.shared)
                .as("229 or 228 accounts of each, ten thousand a scan")
                .isEqualTo(2);
        assertThat(fitting).isEmpty();
        for (Claim claim : stint.claims()) {
            assertThat(outcomes.get(claim)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(stored(claim)).isPresent();
        }
    }

    @Test
    void queriesTooLargeToShareAScanRunAlone() {
        duckDb.failure = ErrorCode.QUERY_RESULT_TOO_LARGE;
        duckDb.rowsLeft = 3;
        run();
        assertThat(fitting).containsExactly(1);
        assertThat(duckDb.shared).isEqualTo(1);
        assertThat(outcomes.get(stint.lead())).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stint.claims().subList(1, DAYS))
                .allMatch(claim -> outcomes.get(claim).equals(new Outcome.Returned()));
    }

    @Test
    void whoIsToldToStopBeforeItBeginsAsksNobody() {
        RunningQueries.Running entry = running.enter(stint);
        running.stop(stint.lead().query().batch(), StopReason.CANCELLED);
        run(entry);
        assertThat(duckDb.shared).isZero();
        assertThat(outcomes.values()).allMatch(new Outcome.Returned()::equals);
    }

    /** Keeps the outcomes. */
    private final class RecordingEngine implements Course.Engine {

        @Override
        public void begins(ClaimGroup scan) {
            // Of no interest here.
        }

        @Override
        public Optional<Outcome> refusal(Claim claim) {
            return Optional.empty();
        }

        @Override
        public void ended(Claim claim, Outcome outcome) {
            outcomes.put(claim, outcome);
        }

        @Override
        public void notRun(Claim claim, Outcome outcome) {
            outcomes.put(claim, outcome);
        }

        @Override
        public void fellShort(ClaimGroup scan, int queries) {
            fitting.add(queries);
        }

        @Override
        public void ran(ClaimGroup scan, Duration duration) {
            scansRun++;
        }
    }

    /** DuckDB; a scan that many queries share ends with an error after so many rows. */
    private static final class FallibleDuckDb implements ConnectorFactory {

        private final ConnectorFactory real =
                new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, Path.of("target")));
        private int rowsLeft;
        private int failuresLeft;
        private ErrorCode failure;
        private int shared;

        @Override
        public String kind() {
            return real.kind();
        }

        @Override
        public Connector open(DataSourceDefinition definition) throws ScanException, CatalogException {
            SqlConnector connector = (SqlConnector) real.open(definition);
            return new SqlConnector() {

                @Override
                public SQLDialect dialect() {
                    return connector.dialect();
                }

                @Override
                public RunningScan start(Scan scan) throws ScanException {
                    boolean isShared = scan.sql().contains("querybatch_requests");
                    shared += isShared ? 1 : 0;
                    RunningScan started = connector.start(scan);
                    return isShared ? new FallibleScan(started) : started;
                }

                @Override
                public void close() {
                    connector.close();
                }
            };
        }

        private final class FallibleScan implements RunningScan {

            private final RunningScan scan;

            private FallibleScan(RunningScan scan) {
                this.scan = scan;
            }

            @Override
            public RowCursor rows() throws ScanException {
                RowCursor rows = scan.rows();
                return new RowCursor() {

                    @Override
                    public boolean next() throws ScanException {
                        if (rowsLeft-- <= 0 && failuresLeft-- > 0) {
                            throw ScanException.of(failure, "failed on purpose", null);
                        }
                        return rows.next();
                    }

                    @Override
                    public int width() {
                        return rows.width();
                    }

                    @Override
                    public Object value(int column) throws ScanException {
                        return rows.value(column);
                    }
                };
            }

            @Override
            public boolean cancel() {
                return scan.cancel();
            }

            @Override
            public void close() {
                scan.close();
            }
        }
    }
}
