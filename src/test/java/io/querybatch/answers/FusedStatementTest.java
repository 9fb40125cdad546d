package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.CatalogException;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shared scan costs to ask for. */
class FusedStatementTest {

    private static final int DAYS = 100;

    private static DataSources sources;
    private static DataSource flights;
    private static List<String> airports;

    @BeforeAll
    static void open() throws CatalogException {
        sources = SameRowsContract.duckDb();
        flights = sources.catalog().source("FLIGHTS").orElseThrow();
        airports = flights.accounts().stream().map(Account::id).toList();
    }

    @AfterAll
    static void close() {
        sources.close();
    }

    private static QuerySpec query(List<String> accounts, int day) {
        LocalDate date = LocalDate.of(2001, 1, 1).plusDays(day);
        return new QuerySpec("FLIGHTS", accounts, new DateRange(date, date), List.of("flights"), 1000);
    }

    private static int values(List<QuerySpec> specs) throws ScanException {
        RecordingConnector connector = new RecordingConnector((SqlConnector) sources.connector("FLIGHTS"));
        try (FusedAnswer answer = FusedAnswer.open(specs, flights, connector, Answers.UNWATCHED)) {
            for (int i = 0; i < specs.size(); i++) {
                assertThat(Answers.all(answer.rows(i)))
                        .isEqualTo(Answers.of(specs.get(i), flights, connector).rows());
            }
        }
        return connector.scans().get(0).binds().stream()
                .mapToInt(FusedStatementTest::values)
                .sum();
    }

    /** A list of values is a text with something between them. */
    private static int values(Object bind) {
        return bind.toString().split("\u001f").length;
    }

    @Test
    void accountsThatAllAskForAreNamedOnce() throws ScanException {
        List<QuerySpec> specs =
                IntStream.range(0, DAYS).mapToObj(day -> query(airports, day)).toList();
        assertThat(values(specs)).isLessThan(airports.size() + 4 * DAYS);
    }

    @Test
    void datesThatAllAskForAreNamedOnce() throws ScanException {
        List<QuerySpec> specs =
                airports.stream().map(airport -> query(List.of(airport), 3)).toList();
        assertThat(values(specs)).isLessThan(2 * airports.size() + 10);
    }

    @Test
    void queriesThatNameManyAccountsAreAskedTogetherAsFarAsTheyFit() throws ScanException {
        List<QuerySpec> specs = IntStream.range(0, DAYS)
                .mapToObj(day -> query(airports.subList(0, 200 - day % 2), day))
                .toList();
        assertThat(FusedAnswer.fitting(specs)).as("ten thousand accounts").isEqualTo(50);
        assertThat(values(specs.subList(0, 50))).isGreaterThan(9_975);
        assertThat(FusedAnswer.fitting(specs.subList(0, 10))).isEqualTo(10);
    }

    @Test
    void oneQueryIsAskedHoweverManyAccountsItNames() {
        List<String> many = IntStream.range(0, 10_001).mapToObj(String::valueOf).toList();
        assertThat(FusedAnswer.fitting(List.of(query(many, 1), query(airports, 2))))
                .isEqualTo(1);
        assertThat(FusedAnswer.fitting(List.of(query(many, 1), query(many, 2))))
                .as("those that all ask for alike are named once")
                .isEqualTo(2);
    }
}
