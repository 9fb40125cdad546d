package io.querybatch.answers;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.grammar.FilterParser;
import io.querybatch.grammar.GrammarException;
import io.querybatch.grammar.OrderParser;
import io.querybatch.query.DateRange;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Order;
import io.querybatch.query.PeriodComparison;
import io.querybatch.query.PeriodComparison.Period;
import io.querybatch.query.PeriodComparison.Show;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Queries over the sample catalog, always the same. Query n takes the n-th entry, modulo its length, of each list in {@link
 * Choices}: most lengths have no common divisor, which brings everything together with everything else.
 */
final class TwoHundredQueries {

    /**
     * Sums and averages of fractions, whose last digits depend on the order of the rows. Nothing is ordered, filtered or
     * rounded by them: two engines, and one engine twice, may differ there.
     */
    static final Set<String> INEXACT = Set.of("precipitation", "wind");

    private static final List<List<Integer>> PAGES =
            List.of(List.of(0, 1000), List.of(0, 10), List.of(1, 7), List.of(0, 100), List.of(5, 25));
    private static final int[] MAX_COLUMNS = {20, 3, 7};
    private static final int ORDERS = 4;

    private final DataSource source;
    private final Choices choices;
    private final List<QuerySpec> queries = new ArrayList<>();

    private TwoHundredQueries(DataSource source, Choices choices) {
        this.source = source;
        this.choices = choices;
    }

    /** What queries of one data source are made of, as callers write it. */
    record Choices(
            String otherMetric,
            List<String> rows,
            List<String> columns,
            List<String> compared,
            List<String> accounts,
            List<String> dates,
            List<Period> periods,
            List<String> filters) {}

    /** All of them; {@code catalog} is the sample catalog. */
    static List<QuerySpec> of(Catalog catalog) {
        TwoHundredQueries flights =
                new TwoHundredQueries(catalog.source("FLIGHTS").orElseThrow(), SampleChoices.FLIGHTS);
        TwoHundredQueries weather =
                new TwoHundredQueries(catalog.source("WEATHER").orElseThrow(), SampleChoices.WEATHER);
        return Stream.concat(flights.make(85, 25, 20).stream(), weather.make(40, 15, 15).stream())
                .toList();
    }

    private List<QuerySpec> make(int inRows, int inColumns, int compared) {
        for (int i = 0; i < inRows; i++) {
            queries.add(query(i, choices.rows(), null));
        }
        for (int i = 0; i < inColumns; i++) {
            queries.add(query(i, choices.columns(), null));
        }
        for (int i = 0; i < compared; i++) {
            Show show = nth(i, List.of(Show.values()));
            // A custom period has a length of its own.
            DateRange custom = new DateRange(
                    dates(i).start().minusDays(20), dates(i).start().minusDays(4));
            queries.add(query(i, choices.compared(), new PeriodComparison(nth(i, choices.periods()), custom, show)));
        }
        return queries;
    }

    private QuerySpec query(int n, List<String> fieldLists, PeriodComparison comparison) {
        List<FieldRef> fields = Arrays.stream(nth(n, fieldLists).split(","))
                .map(text -> text.startsWith("|") ? new FieldRef(text.substring(1), true) : FieldRef.inRows(text))
                .toList();
        List<Integer> page = nth(n, PAGES);
        boolean splits = fields.stream().anyMatch(FieldRef::column);
        Selection selection = new Selection(
                orders(n % ORDERS, fields, false),
                splits ? orders((n + 1) % ORDERS, fields, true) : List.of(),
                page.get(0),
                page.get(1),
                MAX_COLUMNS[n % MAX_COLUMNS.length]);
        try {
            String filter = nth(n, choices.filters());
            return new QuerySpec(
                    source.definition().id(),
                    accounts(n),
                    List.of(),
                    n % 8 == 5 && comparison == null ? null : dates(n),
                    fields,
                    filter.isEmpty() ? null : FilterParser.parse(filter),
                    selection,
                    comparison,
                    settings(n, fields));
        } catch (GrammarException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> accounts(int n) {
        String accounts = nth(n, choices.accounts());
        return accounts.equals("all")
                ? source.accounts().stream().map(Account::id).toList()
                : List.of(accounts.split(","));
    }

    private DateRange dates(int n) {
        String[] ends = nth(n, choices.dates()).split("/", 2);
        return new DateRange(LocalDate.parse(ends[0]), LocalDate.parse(ends[1]));
    }

    /** Nothing said; the first metric; the last dimension; a metric that is not asked for. */
    private List<Order> orders(int choice, List<FieldRef> fields, boolean columns) {
        List<String> dimensions = ids(fields, Kind.DIMENSION, columns);
        List<String> metrics = ids(fields, Kind.METRIC, false);
        List<String> texts = new ArrayList<>();
        if (choice == 1 && !metrics.isEmpty()) {
            texts.add(metrics.get(0) + " desc");
        } else if (choice == 2 && !dimensions.isEmpty()) {
            texts.add(dimensions.get(dimensions.size() - 1) + " desc");
        } else if (choice == 3) {
            texts.add(choices.otherMetric());
        }
        try {
            return texts.isEmpty() ? List.of() : OrderParser.parse(String.join(", ", texts));
        } catch (GrammarException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> ids(List<FieldRef> fields, Kind kind, boolean columns) {
        return fields.stream()
                .filter(ref -> field(ref).kind() == kind && ref.column() == columns && !INEXACT.contains(ref.id()))
                .map(FieldRef::id)
                .toList();
    }

    private FieldDefinition field(FieldRef ref) {
        return source.definition().field(ref.id()).orElseThrow();
    }

    private static QuerySettings settings(int n, List<FieldRef> fields) {
        boolean exact = fields.stream().map(FieldRef::id).noneMatch(INEXACT::contains);
        return new QuerySettings(false, true, n % 6 == 4 && exact ? 2 : null, null, false, n % 3 == 1, false);
    }

    private static <T> T nth(int n, List<T> choices) {
        return choices.get(n % choices.size());
    }
}
