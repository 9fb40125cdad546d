package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.query.QuerySpec;
import io.querybatch.results.ResultColumn;
import io.querybatch.testing.Project;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same query over the same data has the same rows, in the same order, as the shipped catalog has in DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SameRowsContract {

    /**
     * How far sums of fractions may be apart. They have up to 2,922 summands and stay below 2^13, so each addition is off by
     * up to 2^-41, each sum by 1.4e-9, and the difference of two such sums, of two engines, by 5.4e-9.
     */
    private static final BigDecimal INEXACT = new BigDecimal("1e-8");

    private DataSources reference;
    private DataSources engine;

    /** The sample catalog over another engine that has its data. */
    abstract DataSources open() throws Exception;

    @BeforeAll
    void openBoth() throws Exception {
        reference = duckDb();
        engine = open();
    }

    static DataSources duckDb() throws CatalogException {
        return DataSources.open(
                CatalogFiles.load(Project.catalog()),
                List.of(new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, Path.of("target")))));
    }

    @AfterAll
    void close() {
        reference.close();
        engine.close();
    }

    Stream<QuerySpec> queries() {
        return TwoHundredQueries.of(reference.catalog()).stream();
    }

    static Answers.Whole answer(QuerySpec query, DataSources sources) throws ScanException {
        return Answers.of(
                query,
                sources.catalog().source(query.dataSource()).orElseThrow(),
                sources.connector(query.dataSource()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("queries")
    void hasTheSameRows(QuerySpec query) throws ScanException {
        Answers.Whole expected = answer(query, reference);
        Answers.Whole actual = answer(query, engine);
        assertThat(actual.columns()).as("columns of %s", query).isEqualTo(expected.columns());
        assertSame(query, expected, actual.rows());
    }

    static void assertSame(QuerySpec query, Answers.Whole expected, List<List<Object>> rows) {
        for (int i = 0; i < Math.min(expected.rows().size(), rows.size()); i++) {
            List<Object> wanted = expected.rows().get(i);
            List<Object> row = rows.get(i);
            assertThat(same(row, wanted, expected.columns()))
                    .as("row %d of %s is %s and should be %s", i, query, row, wanted)
                    .isTrue();
        }
        assertThat(rows).as("rows of %s", query).hasSameSizeAs(expected.rows());
    }

    private static boolean same(List<Object> row, List<Object> wanted, List<ResultColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (!same(row.get(i), wanted.get(i), columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Engines have types of their own for whole numbers and decimals; callers see the number. */
    private static boolean same(Object value, Object wanted, ResultColumn column) {
        BigDecimal number = Numbers.exact(value);
        BigDecimal other = Numbers.exact(wanted);
        if (number == null || other == null) {
            return Objects.equals(value, wanted);
        }
        // The columns of a split and of a comparison begin with the metric, too.
        boolean exact = !TwoHundredQueries.INEXACT.contains(column.fieldId().split(" ", 2)[0]);
        return exact
                ? number.compareTo(other) == 0
                : number.subtract(other).abs().compareTo(INEXACT) <= 0;
    }
}
