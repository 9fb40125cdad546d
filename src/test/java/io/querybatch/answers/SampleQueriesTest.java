package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.CatalogFiles;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.Scan;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.connectors.duckdb.DuckDbConfig;
import io.querybatch.connectors.duckdb.DuckDbConnectorFactory;
import io.querybatch.grammar.FilterParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Order;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import io.querybatch.testing.Project;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain queries over the sample data. */
class SampleQueriesTest {

    private static final DateRange DAY = new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 1));

    private static DataSources sources;

    @BeforeAll
    static void open() throws CatalogException {
        sources = DataSources.open(
                CatalogFiles.load(Project.catalog()),
                List.of(new DuckDbConnectorFactory(new DuckDbConfig("500MB", 2, Path.of("target")))));
    }

    @AfterAll
    static void close() {
        sources.close();
    }

    private static List<List<Object>> run(QuerySpec spec) throws ScanException {
        return run(spec, (SqlConnector) sources.connector(spec.dataSource()));
    }

    private static List<List<Object>> run(QuerySpec spec, SqlConnector connector) throws ScanException {
        return Answers.of(spec, sources.catalog().source(spec.dataSource()).orElseThrow(), connector)
                .rows();
    }

    private static QuerySpec flights(List<String> accounts, DateRange dates, int maxRows, String... fields) {
        return new QuerySpec("FLIGHTS", accounts, dates, List.of(fields), maxRows);
    }

    @Test
    void everyFieldOfEverySourceRuns() throws ScanException {
        for (DataSource source : sources.catalog().sources()) {
            String account = source.accounts().iterator().next().id();
            for (FieldDefinition field : source.definition().fields()) {
                QuerySpec spec =
                        new QuerySpec(source.definition().id(), List.of(account), null, List.of(field.id()), 10);
                assertThat(run(spec)).as(field.id()).isNotEmpty();
            }
        }
    }

    @Test
    void groupsByDimensionsInTheOrderAskedFor() throws ScanException {
        List<List<Object>> rows = run(flights(List.of("ORD", "LAX"), DAY, 10, "origin", "date", "flights"));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).subList(0, 2)).containsExactly("LAX", LocalDate.of(2001, 1, 1));
        assertThat(rows.get(1).get(2)).hasToString("878");
    }

    @Test
    void answersMetricsAloneWithOneRowOrNone() throws ScanException {
        assertThat(run(flights(List.of("ORD"), DAY, 10, "flights", "flights"))).hasSize(1);
        DateRange never = new DateRange(LocalDate.of(1999, 1, 1), LocalDate.of(1999, 1, 2));
        assertThat(run(flights(List.of("ORD"), never, 10, "flights"))).isEmpty();
    }

    @Test
    void splitsIntoColumnsOverAllAccounts() throws ScanException, GrammarException {
        DataSource source = sources.catalog().source("FLIGHTS").orElseThrow();
        QuerySpec spec = new QuerySpec(
                "FLIGHTS",
                source.accounts().stream().map(Account::id).toList(),
                List.of(),
                new DateRange(LocalDate.of(2001, 1, 1), LocalDate.of(2001, 1, 7)),
                List.of(FieldRef.inRows("city"), new FieldRef("date", true), FieldRef.inRows("flights")),
                FilterParser.parse("state == TX AND city =@ a AND flights > 10"),
                new Selection(List.of(new Order("flights", true)), List.of(), 0, 3, 2),
                null,
                QuerySettings.DEFAULT);
        Answers.Whole answer = Answers.of(spec, source, sources.connector("FLIGHTS"));
        assertThat(answer.header()).containsExactly("City", "2001-01-01", "2001-01-02");
        assertThat(answer.rows()).hasSize(3);
        assertThat(answer.rows().get(0).get(0)).isEqualTo("Dallas-Fort Worth");
    }

    @Test
    void stopsAtTheLimitOfRows() throws ScanException {
        assertThat(run(flights(List.of("ORD"), null, 7, "date", "flights"))).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORD' or '1'='1",
                "ORD'; drop table flights; --",
                "?",
                "{0}",
                "ORD\\' or 1=1 --",
                "\u0000",
                "%",
                "_RD",
                "ord",
                "😀",
                ":x",
                "$1",
                "/* */"
            })
    void treatsWhatCallersSayAsValues(String account) throws ScanException {
        RecordingConnector connector = new RecordingConnector((SqlConnector) sources.connector("FLIGHTS"));
        run(flights(List.of("ORD"), DAY, 10, "origin", "flights"), connector);
        assertThat(run(flights(List.of(account), DAY, 10, "origin", "flights"), connector))
                .isEmpty();
        Scan good = connector.scans().get(0);
        Scan odd = connector.scans().get(1);
        assertThat(odd.binds()).startsWith(account);
        assertThat(odd.sql()).isEqualTo(good.sql());
    }
}
