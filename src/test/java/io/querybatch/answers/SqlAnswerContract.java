package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.catalog.SourceLimits;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.ScanException;
import io.querybatch.grammar.FilterParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.grammar.OrderParser;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Filter;
import io.querybatch.query.Order;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.PeriodComparison.Period;
import io.querybatch.query.PeriodComparison.Show;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query means, on every engine alike. The ten sales are few enough to check by hand. */
abstract class SqlAnswerContract {

    /** The relation, in SQL that every engine reads. */
    static final String SALES = """
            (select cast(d as date) as d, shop, fruit, cast(kilos as integer) as kilos, cast(euros as decimal(9,2)) as euros
             from (with v (d, shop, fruit, kilos, euros) as (
                   values ('2024-01-01', 'n', 'apple', 4, 8.00),
                          ('2024-01-01', 'n', 'pear', 1, 3.00),
                          ('2024-01-01', 's', 'apple', 2, 5.00),
                          ('2024-01-02', 'n', 'apple', 6, 12.00),
                          ('2024-01-02', 's', 'Éclair', 1, 2.50),
                          ('2024-01-02', 's', null, 3, 1.00),
                          ('2024-01-03', 'n', 'pear', 2, 6.00),
                          ('2024-01-03', 's', 'apple', 1, 2.00),
                          ('2024-01-04', 'n', 'Apple pie', 1, 9.00),
                          ('2024-01-04', 's', 'pear', 8, 20.00)) select * from v) as v)""";

    /** Texts that are equal where case, accents or trailing blanks do not count; of account n are the first four. */
    private static final String LOOKALIKES = """
            (select cast('2024-01-01' as date) as d, shop, fruit, kilos, kilos as euros
             from (with v (shop, fruit, kilos) as (
                   values ('n', 'pear', 1), ('n', 'Pear', 2), ('n', 'pear ', 4), ('n', 'péar', 8),
                          ('N', 'pear', 16), ('n ', 'pear', 32)) select * from v) as v)""";

    private static final DataSource SOURCE = source(SALES);

    private static final DateRange ALL_DAYS = new DateRange(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 4));

    /** The connector to the engine. */
    abstract Connector connector();

    private static DataSource source(String relation) {
        DataSourceDefinition definition = new DataSourceDefinition(
                "SALES",
                "Sales",
                "",
                "test",
                Map.of(),
                Map.of(),
                false,
                relation,
                "shop",
                new AccountList.None(),
                "d",
                List.of(
                        field("date", Kind.DIMENSION, "string.time.date", "d"),
                        field("shop", Kind.DIMENSION, "string.text.value", "shop"),
                        field("fruit", Kind.DIMENSION, "string.text.value", "fruit"),
                        field("kilos", Kind.METRIC, "int.number.value", "sum(kilos)"),
                        field("euros", Kind.METRIC, "float.currency.value", "sum(euros)"),
                        field("price", Kind.METRIC, "float.currency.value", "sum(euros) / sum(kilos)")),
                List.of(),
                Map.of(),
                new SourceLimits(4, 1_000_000, Duration.ofMinutes(1)));
        return new DataSource(definition, List.of(new Account("n", "North", ""), new Account("s", "South", "")));
    }

    private static FieldDefinition field(String id, Kind kind, String dataType, String sql) {
        return new FieldDefinition(id, id, kind, dataType, sql, "", "");
    }

    /** A query over all sales, with what a test wants of it. */
    private static final class Asked {

        private final List<FieldRef> fields = new ArrayList<>();
        private Filter filter;
        private List<Order> orderRows = List.of();
        private List<Order> orderColumns = List.of();
        private int offset;
        private int maxRows = 1000;
        private int maxColumns = 20;
        private DateRange dates = ALL_DAYS;
        private PeriodComparison comparison;
        private QuerySettings settings = QuerySettings.DEFAULT;

        Asked(String... ids) {
            for (String id : ids) {
                boolean column = id.startsWith("|");
                fields.add(new FieldRef(column ? id.substring(1) : id, column));
            }
        }

        Asked filter(String text) throws GrammarException {
            filter = FilterParser.parse(text);
            return this;
        }

        Asked orderRows(String text) throws GrammarException {
            orderRows = OrderParser.parse(text);
            return this;
        }

        Asked orderColumns(String text) throws GrammarException {
            orderColumns = OrderParser.parse(text);
            return this;
        }

        Asked page(int first, int rows) {
            offset = first;
            maxRows = rows;
            return this;
        }

        Asked maxColumns(int columns) {
            maxColumns = columns;
            return this;
        }

        Asked dates(String start, String end) {
            dates = new DateRange(LocalDate.parse(start), LocalDate.parse(end));
            return this;
        }

        Asked compare(Period period, Show show) {
            comparison = new PeriodComparison(period, null, show);
            return this;
        }

        Asked settings(Integer decimals, boolean clean) {
            settings = new QuerySettings(false, true, decimals, null, false, clean, false);
            return this;
        }

        QuerySpec spec() {
            Selection selection = new Selection(orderRows, orderColumns, offset, maxRows, maxColumns);
            return new QuerySpec(
                    "SALES", List.of("n", "s"), List.of(), dates, fields, filter, selection, comparison, settings);
        }
    }

    private static Asked ask(String... fields) {
        return new Asked(fields);
    }

    private Answers.Whole answer(Asked asked) throws ScanException {
        return Answers.of(asked.spec(), SOURCE, connector());
    }

    private List<String> lines(Asked asked) throws ScanException {
        return answer(asked).lines();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                // Text: the empty text stands for no value, and code points count.
                "fruit == apple                  => apple 13",
                "fruit == 'Apple pie'            => Apple pie 1",
                "fruit == ''                     => null 3",
                "fruit != apple                  => Apple pie 1, null 3, pear 11, Éclair 1",
                "fruit =@ APPLE                  => Apple pie 1, apple 13",
                "fruit =@ É                      => Éclair 1",
                "fruit =@ %                      => ",
                "fruit =@ _                      => ",
                "fruit !@ e                      => null 3, Éclair 1",
                "fruit > pear                    => Éclair 1",
                "fruit >= pear                   => pear 11, Éclair 1",
                "fruit < apple                   => Apple pie 1, null 3",
                "fruit <= apple                  => Apple pie 1, apple 13, null 3",
                // Regular expressions.
                "fruit =~ ^app                   => apple 13",
                "fruit =~ /^APP/i                => Apple pie 1, apple 13",
                "fruit =~ /(a|e)$/               => Apple pie 1, apple 13",
                "fruit =~ /^$/                   => null 3",
                "fruit !~ /p/                    => null 3, Éclair 1",
                "fruit =~ '^(pear|apple)$'       => apple 13, pear 11",
                // Dates compare as text in their order.
                "date == 2024-01-03              => apple 1, pear 2",
                "date > 2024-01-03               => Apple pie 1, pear 8",
                // Metrics, after aggregation.
                "kilos > 3                       => apple 13, pear 11",
                "kilos == 3                      => null 3",
                "kilos != 3                      => Apple pie 1, apple 13, pear 11, Éclair 1",
                "kilos >= 11 AND kilos < 13      => pear 11",
                "euros > 19.5                    => apple 13, pear 11",
                "price < 2.01                    => null 3",
                // Before and after together.
                "shop == n AND kilos > 2         => apple 10, pear 3",
                "shop == n AND fruit == pear     => pear 3",
                "kilos > 12 OR fruit == Éclair   => apple 13, Éclair 1",
                "(kilos > 12 OR kilos < 2) AND fruit != apple => Apple pie 1, Éclair 1",
                "fruit == nothing                => ",
            })
    void filters(String filter, String rows) throws ScanException, GrammarException {
        List<String> expected = rows == null ? List.of() : List.of(rows.split(", "));
        assertThat(lines(ask("fruit", "kilos").filter(filter))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void textsAreEqualOnlyToThemselves() throws ScanException, GrammarException {
        DataSource lookalikes = source(LOOKALIKES);
        assertThat(Answers.of(ask("fruit", "kilos").spec(), lookalikes, connector())
                        .lines())
                .containsExactly("Pear 2", "pear 1", "pear  4", "péar 8");
        Asked pears = ask("fruit", "kilos").filter("fruit == pear OR kilos > 100");
        assertThat(Answers.of(pears.spec(), lookalikes, connector()).lines()).containsExactly("pear 1");
        Answers.Whole columns = Answers.of(ask("shop", "|fruit", "kilos").spec(), lookalikes, connector());
        assertThat(columns.header()).containsExactly("shop", "Pear", "pear", "pear ", "péar");
        assertThat(columns.lines()).containsExactly("n 2 1 4 8");
    }

    @Test
    void takesTheLargestFilter() throws ScanException, GrammarException {
        String filter = String.join(" AND ", Collections.nCopies(199, "fruit !@ xyz")) + " AND fruit == apple";
        assertThat(lines(ask("fruit", "kilos").filter(filter))).containsExactly("apple 13");
    }

    @Test
    void ordersByDimensionsWhenNothingIsSaid() throws ScanException {
        assertThat(lines(ask("fruit", "shop", "kilos")))
                .containsExactly(
                        "Apple pie n 1", "apple n 10", "apple s 3", "pear n 3", "pear s 8", "Éclair s 1", "null s 3");
    }

    @Test
    void ordersAsAskedAndThenByDimensions() throws ScanException, GrammarException {
        assertThat(lines(ask("fruit", "kilos").orderRows("kilos desc")))
                .containsExactly("apple 13", "pear 11", "null 3", "Apple pie 1", "Éclair 1");
        assertThat(lines(ask("shop", "fruit").orderRows("shop desc, fruit desc").page(0, 3)))
                .containsExactly("s Éclair", "s pear", "s apple");
        assertThat(lines(ask("fruit").orderRows("euros").page(0, 2))).containsExactly("null", "Éclair");
    }

    @Test
    void givesAnyPageOfTheRows() throws ScanException {
        assertThat(lines(ask("date", "kilos").page(1, 2))).containsExactly("2024-01-02 10", "2024-01-03 3");
        assertThat(lines(ask("date", "kilos").page(3, 10))).containsExactly("2024-01-04 9");
        assertThat(lines(ask("date", "kilos").page(4, 10))).isEmpty();
    }

    @Test
    void splitsADimensionIntoColumns() throws ScanException {
        Answers.Whole answer = answer(ask("date", "|shop", "kilos"));
        assertThat(answer.header()).containsExactly("date", "n", "s");
        assertThat(answer.lines())
                .containsExactly("2024-01-01 5 2", "2024-01-02 6 4", "2024-01-03 2 1", "2024-01-04 1 8");
    }

    @Test
    void leavesCellsEmptyThatDoNotExist() throws ScanException {
        Answers.Whole answer = answer(ask("date", "|fruit", "kilos"));
        assertThat(answer.header()).containsExactly("date", "Apple pie", "apple", "pear", "Éclair", "");
        assertThat(answer.lines())
                .containsExactly(
                        "2024-01-01 null 6 1 null null",
                        "2024-01-02 null 6 null 1 3",
                        "2024-01-03 null 1 2 null null",
                        "2024-01-04 1 null 8 null null");
    }

    @Test
    void headsColumnsOfSeveralMetricsWithTheirNames() throws ScanException {
        Answers.Whole answer =
                answer(ask("fruit", "|shop", "kilos", "price").page(1, 1).settings(2, false));
        assertThat(answer.header()).containsExactly("fruit", "n kilos", "n price", "s kilos", "s price");
        assertThat(answer.rows().get(0).get(0)).isEqualTo("apple");
        assertThat(answer.rows().get(0).get(1)).hasToString("10");
        assertThat(answer.rows().get(0).get(2).toString()).startsWith("2");
        assertThat(answer.rows().get(0).get(4).toString()).startsWith("2.33");
    }

    @Test
    void ordersRowsAndColumnsByTheirTotals() throws ScanException, GrammarException {
        Answers.Whole answer = answer(ask("date", "|fruit", "kilos")
                .orderRows("kilos desc")
                .orderColumns("kilos desc")
                .maxColumns(2)
                .page(0, 2));
        assertThat(answer.header()).containsExactly("date", "apple", "pear");
        assertThat(answer.lines()).containsExactly("2024-01-02 6 null", "2024-01-04 null 8");
    }

    @Test
    void splitsEverythingIntoColumns() throws ScanException {
        Answers.Whole answer = answer(ask("|shop", "|date", "kilos"));
        assertThat(answer.header()).startsWith("n 2024-01-01", "n 2024-01-02").hasSize(8);
        assertThat(answer.lines()).containsExactly("5 6 2 1 2 4 1 8");
    }

    @Test
    void comparesWithThePreviousRange() throws ScanException {
        Asked asked = ask("fruit", "kilos").dates("2024-01-03", "2024-01-04");
        assertThat(lines(asked.compare(Period.PREVIOUS_RANGE, Show.VALUE)))
                .containsExactly("Apple pie 1 null", "apple 1 12", "pear 10 1", "Éclair null 1", "null null 3");
        assertThat(lines(asked.compare(Period.PREVIOUS_RANGE, Show.ABS_CHANGE)))
                .containsExactly("Apple pie 1 null", "apple 1 -11", "pear 10 9", "Éclair null null", "null null null");
        Answers.Whole percent =
                answer(asked.compare(Period.PREVIOUS_RANGE, Show.PERC_CHANGE).page(2, 1));
        assertThat(percent.header()).containsExactly("fruit", "kilos", "kilos (change %)");
        assertThat(percent.lines()).containsExactly("pear 10 900");
    }

    @Test
    void comparesDaysAtTheSamePlace() throws ScanException {
        assertThat(lines(ask("date", "kilos")
                        .dates("2024-01-03", "2024-01-04")
                        .compare(Period.PREVIOUS_RANGE, Show.VALUE)))
                .containsExactly("2024-01-03 3 7", "2024-01-04 9 10");
    }

    @Test
    void filtersAndOrdersComparisonsByThePeriodAskedFor() throws ScanException, GrammarException {
        assertThat(lines(ask("fruit", "kilos")
                        .dates("2024-01-03", "2024-01-04")
                        .filter("kilos >= 1 AND shop != x")
                        .orderRows("euros desc")
                        .compare(Period.PREVIOUS_RANGE, Show.VALUE)))
                .containsExactly("pear 10 1", "Apple pie 1 null", "apple 1 12");
    }

    @Test
    void comparesTotals() throws ScanException {
        assertThat(lines(ask("kilos", "euros")
                        .dates("2024-01-02", "2024-01-02")
                        .compare(Period.PREVIOUS_RANGE, Show.ABS_CHANGE)))
                .containsExactly("10 3 15.50 -0.50");
        assertThat(lines(ask("kilos").dates("2020-01-02", "2020-01-02").compare(Period.PREVIOUS_YEAR, Show.VALUE)))
                .isEmpty();
    }

    @Test
    void roundsMetricsHalfUp() throws ScanException {
        assertThat(lines(ask("price").settings(1, false))).containsExactly("2.4");
        assertThat(lines(ask("kilos").settings(0, false))).containsExactly("29");
    }

    @Test
    void castsCellsToTheirDataTypes() throws ScanException {
        List<Object> row = answer(
                        ask("date", "kilos", "fruit").settings(null, true).page(2, 1))
                .rows()
                .get(0);
        assertThat(row).containsExactly(LocalDate.of(2024, 1, 2), 6L, "apple");
    }
}
