package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.execution.AnswerKeys.Asker;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import io.querybatch.query.SplitPolicy;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceAnswerKeysTest {

    private static final Asker ACME = new Asker("acme", "{\"FLIGHTS\":[\"*\"]}");
    private static final DateRange JANUARY = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 31));

    @TempDir
    private static Path folder;

    private DataSources sources;
    private SourceAnswerKeys keys;

    @BeforeAll
    void open() throws Exception {
        sources = DataSources.open(CatalogFiles.load(Project.catalog()), List.of(duckDb()));
        keys = new SourceAnswerKeys(sources);
    }

    private DuckDbConnectorFactory duckDb() {
        return new DuckDbConnectorFactory(new DuckDbConfig("256MB", 1, folder));
    }

    @AfterAll
    void close() {
        sources.close();
    }

    private static QuerySpec spec(List<String> accounts, DateRange dates, String... fields) {
        return new QuerySpec("FLIGHTS", accounts, dates, List.of(fields), 100);
    }

    private static BatchItem item(QuerySpec spec, Integer cacheMinutes) {
        return new BatchItem(1, null, spec, List.of(), new SplitPolicy(true, true), cacheMinutes);
    }

    private String key(Asker asker, OutputFormat format, QuerySpec spec) {
        return keys.of(asker, format, item(spec, null)).orElseThrow().key().apply(spec);
    }

    @Test
    void theSameQueryHasTheSameKeyWhateverItemItComesFrom() {
        QuerySpec month = spec(List.of("ORD", "LAX"), JANUARY, "flights");
        QuerySpec day = spec(List.of("LAX"), JANUARY.day(4), "flights");
        assertThat(keys.of(ACME, OutputFormat.JSON, item(month, null))
                        .orElseThrow()
                        .key()
                        .apply(day))
                .isEqualTo(key(ACME, OutputFormat.JSON, day))
                .hasSizeLessThanOrEqualTo(43);
    }

    @Test
    void neighboursInABatchAreNeighboursInTheStore() {
        List<String> days = IntStream.range(0, 20)
                .mapToObj(day -> key(ACME, OutputFormat.JSON, spec(List.of("ORD"), JANUARY.day(day), "flights")))
                .toList();
        List<String> accounts = Stream.of("LAX", "SFO", "JFK", "ATL")
                .map(account -> key(ACME, OutputFormat.JSON, spec(List.of(account), JANUARY.day(0), "flights")))
                .toList();
        String others = key(ACME, OutputFormat.JSON, spec(List.of("ORD"), JANUARY.day(0), "carrier"));
        assertThat(days)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith(days.get(0).substring(0, 5)));
        assertThat(accounts)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith(days.get(0).substring(0, 3)));
        assertThat(others).doesNotStartWith(days.get(0).substring(0, 3));
    }

    @Test
    void whateverTheAnswerDependsOnIsInTheKey() {
        QuerySpec plain = spec(List.of("ORD", "LAX"), JANUARY, "carrier", "flights");
        List<QuerySpec> others = List.of(
                spec(List.of("LAX", "ORD,"), JANUARY, "carrier", "flights"),
                spec(List.of("ORD"), JANUARY, "carrier", "flights"),
                spec(List.of("ORD", "LAX"), JANUARY.day(3), "carrier", "flights"),
                spec(List.of("ORD", "LAX"), JANUARY, "flights", "carrier"),
                new QuerySpec("FLIGHTS", List.of("ORD", "LAX"), JANUARY, List.of("carrier", "flights"), 99),
                new QuerySpec("WEATHER", List.of("ORD", "LAX"), JANUARY, List.of("carrier", "flights"), 100),
                with(plain, null, new QuerySettings(true, false, null, null, false, false, false)),
                with(plain, comparison(PeriodComparison.Period.PREVIOUS_YEAR), QuerySettings.DEFAULT),
                with(plain, comparison(PeriodComparison.Period.PREVIOUS_RANGE), QuerySettings.DEFAULT));
        Set<String> different = new HashSet<>();
        different.add(key(ACME, OutputFormat.JSON, plain));
        others.forEach(spec -> different.add(key(ACME, OutputFormat.JSON, spec)));
        different.add(key(ACME, OutputFormat.CSV, plain));
        different.add(key(new Asker("globex", ACME.rights()), OutputFormat.JSON, plain));
        different.add(key(new Asker("acme", "null"), OutputFormat.JSON, plain));
        assertThat(different).hasSize(others.size() + 4);
    }

    private static PeriodComparison comparison(PeriodComparison.Period period) {
        return new PeriodComparison(period, null, PeriodComparison.Show.VALUE);
    }

    private static QuerySpec with(QuerySpec spec, PeriodComparison comparison, QuerySettings settings) {
        return new QuerySpec(
                spec.dataSource(),
                spec.accounts(),
                List.of(),
                spec.dates(),
                spec.fields().stream().map(FieldRef::id).map(FieldRef::inRows).toList(),
                null,
                Selection.first(100),
                comparison,
                settings);
    }

    @Test
    void zeroMinutesShareNothingAndOthersSayHowOld() {
        QuerySpec spec = spec(List.of("ORD"), JANUARY, "flights");
        assertThat(keys.of(ACME, OutputFormat.JSON, item(spec, 0))).isEmpty();
        assertThat(age(keys, spec, 90)).contains(Duration.ofMinutes(90));
        assertThat(age(keys, spec, null)).contains(Duration.ZERO);
    }

    private static Optional<Duration> age(SourceAnswerKeys keys, QuerySpec spec, Integer cacheMinutes) {
        return keys.of(ACME, OutputFormat.JSON, item(spec, cacheMinutes)).map(AnswerKeys.Sharing::maxAge);
    }

    @Test
    void theCatalogSaysHowOldAndAChangeOfTheDataIsAnotherKey() throws Exception {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Path data = Files.writeString(catalog.resolve("sales.csv"), "shop,amount\nA,1\n");
        Files.writeString(catalog.resolve("sales.yaml"), """
                ds_id: SALES
                name: Sales
                connector: duckdb
                tables: {sales: sales.csv}
                from: sales
                fields: [{id: amount, type: met, data_type: float.currency.value, sql: sum(amount)}]
                limits: {cache_minutes: 15}
                """);
        try (DataSources own = DataSources.open(CatalogFiles.load(catalog), List.of(duckDb()))) {
            SourceAnswerKeys ownKeys = new SourceAnswerKeys(own);
            QuerySpec spec = new QuerySpec("SALES", List.of(), null, List.of("amount"), 100);
            assertThat(age(ownKeys, spec, null)).contains(Duration.ofMinutes(15));
            String before = own.version("SALES");
            Files.writeString(data, "shop,amount\nA,1\nB,2\n");
            Poll.until(
                    Duration.ofSeconds(10),
                    "another version",
                    () -> !own.version("SALES").equals(before));
        }
    }
}
