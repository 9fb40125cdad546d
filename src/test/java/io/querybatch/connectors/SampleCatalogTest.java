package io.querybatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.errors.ErrorCode;
import io.querybatch.testing.Project;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog that is shipped, and what is found out about a catalog when it is opened. */
class SampleCatalogTest {

    @TempDir
    private Path temp;

    private DataSources open(List<DataSourceDefinition> definitions) throws CatalogException {
        return DataSources.open(definitions, List.of(new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp))));
    }

    private List<String> problems(String right, String wrong) throws IOException, CatalogException {
        String yaml = Files.readString(Project.catalog().resolve("weather.yaml"))
                .replace(
                        "data/weather.csv",
                        Project.catalog().resolve("data/weather.csv").toString());
        assertThat(yaml).contains(right);
        Path folder = Files.createDirectories(temp.resolve("catalog"));
        Files.writeString(folder.resolve("weather.yaml"), yaml.replace(right, wrong));
        List<DataSourceDefinition> definitions = CatalogFiles.load(folder);
        return catchThrowableOfType(CatalogException.class, () -> open(definitions))
                .problems();
    }

    @Test
    void hasEveryAirportAndBothWeatherStations() throws CatalogException {
        try (DataSources sources = open(CatalogFiles.load(Project.catalog()))) {
            DataSource flights = sources.catalog().source("FLIGHTS").orElseThrow();
            assertThat(flights.accounts()).hasSize(229);
            assertThat(flights.account("ORD")).contains(new Account("ORD", "Chicago O'Hare International", "IL"));
            assertThat(sources.catalog().source("WEATHER").orElseThrow().accounts())
                    .hasSize(2);
        }
    }

    @Test
    void filesThatAreOpenedLateAreTheSameCatalog() throws CatalogException {
        DuckDbConnectorFactory late = new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp), true);
        List<DataSourceDefinition> definitions = CatalogFiles.load(Project.catalog());
        try (DataSources opened = open(definitions);
                DataSources sources = DataSources.open(definitions, List.of(late))) {
            for (DataSource source : opened.catalog().sources()) {
                String id = source.definition().id();
                assertThat(sources.version(id)).isEqualTo(opened.version(id));
                assertThat(sources.catalog().source(id).orElseThrow().accounts())
                        .containsExactlyElementsOf(source.accounts());
                assertThat(sources.version(id)).isEqualTo(opened.version(id));
            }
        }
    }

    @Test
    void aFileThatIsMissingIsFoundWhenFilesThatAreOpenedLateAreUsed() throws IOException, CatalogException {
        Path folder = Files.createDirectories(temp.resolve("catalog"));
        Files.writeString(
                folder.resolve("weather.yaml"),
                Files.readString(Project.catalog().resolve("weather.yaml"))
                        .replace("data/weather.csv", "data/gone.csv"));
        DuckDbConnectorFactory late = new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp), true);
        try (DataSources sources = DataSources.open(CatalogFiles.load(folder), List.of(late))) {
            assertThat(sources.unavailable()).isEmpty();
            assertThat(sources.catalog().source("WEATHER")).isPresent();
            assertThat(sources.unavailable()).containsExactly("WEATHER");
        }
    }

    @Test
    void filesThatWereClosedBeforeTheyWereUsedStayClosed() throws CatalogException, ScanException {
        DuckDbConnectorFactory late = new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, temp), true);
        SqlConnector connector = late.open(CatalogFiles.load(Project.catalog()).get(0));
        connector.close();
        assertThat(Rows.failure(connector, "select 1").failure().code()).isEqualTo(ErrorCode.QUERY_SOURCE_UNAVAILABLE);
    }

    /** The same sums by plain Java, which shares nothing with DuckDB but the file. */
    @Test
    void sumsOfTheFlightsAreThoseOfTheFile() throws IOException, CatalogException, ScanException {
        Map<String, List<Long>> expected = new TreeMap<>();
        try (Stream<String> lines = Files.lines(Project.catalog().resolve("data/flights_daily.csv"))) {
            lines.skip(1).map(line -> line.split(",", -1)).forEach(cells -> {
                List<Long> sums = Stream.of(cells).skip(2).map(Long::valueOf).toList();
                expected.merge(cells[0].substring(0, 7) + " " + cells[1], sums, SampleCatalogTest::plus);
            });
        }
        try (DataSources sources = open(CatalogFiles.load(Project.catalog()))) {
            Map<String, List<Long>> sums = new TreeMap<>();
            for (List<Object> row : Rows.of((SqlConnector) sources.connector("FLIGHTS"), """
                    select strftime(date, '%Y-%m') || ' ' || origin, sum(flights), sum(delayed), sum(delay_minutes), sum(miles)
                    from flights group by 1""")) {
                sums.put(
                        row.get(0).toString(),
                        row.stream().skip(1).map(SampleCatalogTest::exact).toList());
            }
            assertThat(sums).hasSizeGreaterThan(1_000).isEqualTo(expected);
        }
    }

    private static List<Long> plus(List<Long> left, List<Long> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i) + right.get(i))
                .toList();
    }

    private static Long exact(Object value) {
        return new BigDecimal(value.toString()).longValueExact();
    }

    @Test
    void aTypoInAFieldIsFoundWhenTheCatalogIsOpened() throws IOException, CatalogException {
        assertThat(problems("max(temp_max)", "max(temp_mix)"))
                .singleElement()
                .asString()
                .startsWith("WEATHER: field \"temp_max\": ")
                .contains("temp_mix");
    }

    @Test
    void anUnknownConnectorIsNamed() throws IOException, CatalogException {
        assertThat(problems("connector: duckdb", "connector: duckdbb"))
                .containsExactly("WEATHER: unknown connector \"duckdbb\"");
    }

    @Test
    void aMissingFileIsFoundWhenTheCatalogIsOpened() throws IOException, CatalogException {
        assertThat(problems("weather.csv", "whether.csv")).containsExactly("WEATHER: Its files cannot be read.");
    }
}
