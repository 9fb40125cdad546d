package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.connectors.DataSources;
import io.querybatch.execution.EngineNode;
import io.querybatch.execution.StoreUnderTest.BatchRow;
import io.querybatch.execution.Submission;
import io.querybatch.execution.sql.EmptyDatabases;
import io.querybatch.execution.sql.SqlStoreUnderTest;
import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import io.querybatch.results.ResultStore;
import io.querybatch.results.StoredResult;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Random batches have the same bytes whether their queries are answered as few or one by one. The engine, its store and the
 * files are the real ones.
 */
abstract class WholeBatchContract {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static int batches;

    private final SqlStoreUnderTest store = new SqlStoreUnderTest(EmptyDatabases.h2());
    private ResultStore results;
    private EngineNode node;
    private int fusedScans;

    @BeforeProperty
    void start() throws IOException {
        results = new FilesystemResultStore(
                Files.createTempDirectory(
                        Files.createDirectories(Project.target().resolve("it")), "batch"),
                1 << 20);
        node = new EngineNode("differential", 4, store.store(), results, sources());
        node.start();
    }

    /** The sample catalog over the engine. */
    abstract DataSources sources();

    @AfterProperty
    void someReallyAreAnsweredTogether() {
        node.close();
        assertThat(fusedScans).isPositive();
    }

    /** A batch, before it is known how its queries are to be run. */
    record Draft(SplitPolicy split, List<Part> parts) {}

    /**
     * An item.
     *
     * @param one has its fields, filter, order and limits
     * @param accounts places in the list of accounts
     * @param first day of the year, from 0
     * @param days number of days
     */
    record Part(QuerySpec one, List<Integer> accounts, int first, int days) {}

    @Provide
    Arbitrary<Draft> drafts() {
        // The last digits of what is inexact depend on the order in which an engine happens to add.
        List<QuerySpec> queries = TwoHundredQueries.of(sources().catalog()).stream()
                .filter(query ->
                        query.fields().stream().noneMatch(field -> TwoHundredQueries.INEXACT.contains(field.id())))
                .toList();
        Arbitrary<Part> parts = Combinators.combine(
                        Arbitraries.of(queries),
                        Arbitraries.integers()
                                .between(0, 300)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(5),
                        Arbitraries.integers().between(0, 185),
                        Arbitraries.integers().between(1, 9))
                .as(Part::new);
        Arbitrary<SplitPolicy> splits = Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(SplitPolicy::new);
        return Combinators.combine(splits, parts.list().ofMinSize(1).ofMaxSize(8))
                .as(Draft::new);
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void haveTheSameBytesTogetherAsOneByOne(@ForAll("drafts") Draft draft) throws IOException {
        Submission together = submit(draft, false);
        Submission alone = submit(draft, true);
        node.wake();
        awaitSuccess(together);
        awaitSuccess(alone);
        assertThat(node.fusedScans(alone.id())).isZero();
        fusedScans += node.fusedScans(together.id());
        for (int n = 1; n <= together.amount(); n++) {
            assertThat(stored(together, n)).as("query %d of %s", n, draft).isEqualTo(stored(alone, n));
        }
    }

    private Submission submit(Draft draft, boolean noFusion) {
        List<BatchItem> items = new ArrayList<>();
        int n = 1;
        for (Part part : draft.parts()) {
            BatchItem item = new BatchItem(n, null, spec(part, noFusion), List.of(), draft.split());
            items.add(item);
            n += (int) item.queryCount();
        }
        BatchId id = new BatchId(String.format(Locale.ROOT, "qrb_%020x", ++batches));
        Submission batch = new Submission(id, "tenant", 4, false, 60, items);
        store.submit(batch);
        return batch;
    }

    private QuerySpec spec(Part part, boolean noFusion) {
        QuerySpec one = part.one();
        List<String> all = sources().catalog().source(one.dataSource()).orElseThrow().accounts().stream()
                .map(Account::id)
                .toList();
        List<String> accounts = part.accounts().stream()
                .map(place -> all.get(place % all.size()))
                .distinct()
                .toList();
        QuerySettings asked = one.settings();
        QuerySettings settings = new QuerySettings(
                asked.noHeaders(),
                asked.noJsonKeys(),
                asked.roundMetricsTo(),
                asked.timezone(),
                asked.safeCells(),
                asked.cleanDataTypes(),
                noFusion);
        return new QuerySpec(
                one.dataSource(),
                accounts,
                one.segments(),
                days(part),
                one.fields(),
                one.filter(),
                one.selection(),
                one.comparison(),
                settings);
    }

    /** Some ask for all days. */
    private static DateRange days(Part part) {
        DateRange dates = part.one().dates();
        if (dates == null || part.one().comparison() != null) {
            return dates;
        }
        LocalDate first = dates.start().withDayOfYear(1).plusDays(part.first());
        return new DateRange(first, first.plusDays(part.days() - 1L));
    }

    private void awaitSuccess(Submission batch) {
        Poll.until(LONGEST, "the batch has stopped", () -> row(batch).state().equals("STOPPED"));
        assertThat(row(batch).progress()).containsExactly(0, 0, batch.amount(), 0);
    }

    private BatchRow row(Submission batch) {
        return store.batch(batch.id()).orElseThrow();
    }

    private String stored(Submission batch, int n) throws IOException {
        try (StoredResult result = store.result(results, batch.id(), n)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            result.copyBytes(0, result.summary().bytes(), bytes);
            return result.columns() + "\n" + bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
