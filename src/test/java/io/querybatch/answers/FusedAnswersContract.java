package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.Account;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.Connector;
import io.querybatch.connectors.DataSources;
import io.querybatch.connectors.RowCursor;
import io.querybatch.connectors.ScanException;
import io.querybatch.connectors.SqlConnector;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random queries that differ in accounts and dates have the same rows together as each has alone. */
abstract class FusedAnswersContract {

    /** The sample catalog over the engine. */
    abstract DataSources sources();

    /**
     * Queries of one family.
     *
     * @param one has the family's fields, filter, order and limits
     * @param days whether each asks for one day, as queries do that were split by it
     * @param common what they have in common besides
     * @param scopes what each asks for, as far as it is not in common
     */
    record Family(QuerySpec one, boolean days, Common common, List<Scope> scopes) {}

    /** What all queries of a family may ask for alike: they were split by the other only. */
    enum Common {
        NOTHING,
        ACCOUNTS,
        DATES
    }

    /**
     * Accounts and dates, by their places in what there is.
     *
     * @param accounts places in the list of accounts
     * @param first day after the first of the data
     * @param length number of days less one
     */
    record Scope(List<Integer> accounts, int first, int length) {}

    @Provide
    Arbitrary<Family> families() {
        List<QuerySpec> queries = TwoHundredQueries.of(sources().catalog()).stream()
                .filter(query -> query.kind().fuses())
                .toList();
        Arbitrary<Scope> scopes = Combinators.combine(
                        Arbitraries.integers()
                                .between(0, 300)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        Arbitraries.integers().between(0, 185),
                        Arbitraries.integers().between(0, 40))
                .as(Scope::new);
        return Combinators.combine(
                        Arbitraries.of(queries),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Common.class),
                        scopes.list().ofMinSize(1).ofMaxSize(40))
                .as(Family::new);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void togetherTheyHaveTheRowsThatEachHasAlone(@ForAll("families") Family family) throws ScanException {
        DataSource source =
                sources().catalog().source(family.one().dataSource()).orElseThrow();
        Connector connector = sources().connector(family.one().dataSource());
        List<QuerySpec> specs = specs(family, source);
        assertThat(specs.stream().map(QuerySpec::kind).distinct()).hasSize(1);
        try (FusedAnswer fused = FusedAnswer.open(specs, source, (SqlConnector) connector, Answers.UNWATCHED)) {
            for (int i = 0; i < specs.size(); i++) {
                Answers.Whole alone = Answers.of(specs.get(i), source, connector);
                assertThat(fused.columns()).isEqualTo(alone.columns());
                List<List<Object>> rows = i % 5 == 4 ? firstOf(fused.rows(i)) : Answers.all(fused.rows(i));
                SameRowsContract.assertSame(specs.get(i), i % 5 == 4 ? first(alone) : alone, rows);
            }
        }
    }

    /** Whoever does not want the rest of its rows does not disturb those that follow. */
    private static List<List<Object>> firstOf(RowCursor rows) throws ScanException {
        return rows.next() ? List.of(Answers.row(rows)) : List.of();
    }

    private static Answers.Whole first(Answers.Whole whole) {
        return new Answers.Whole(
                whole.columns(),
                whole.rows().subList(0, Math.min(1, whole.rows().size())));
    }

    private static List<QuerySpec> specs(Family family, DataSource source) {
        List<String> accounts = source.accounts().stream().map(Account::id).toList();
        List<QuerySpec> specs = new ArrayList<>();
        Scope first = family.scopes().get(0);
        for (Scope scope : family.scopes()) {
            Scope ofAccounts = family.common() == Common.ACCOUNTS ? first : scope;
            Scope ofDates = family.common() == Common.DATES ? first : scope;
            List<String> asked = ofAccounts.accounts().stream()
                    .map(place -> accounts.get(place % accounts.size()))
                    .distinct()
                    .toList();
            specs.add(family.one().forScope(asked, days(family, ofDates)));
        }
        return specs;
    }

    /** Some families are asked for all days. */
    private static DateRange days(Family family, Scope scope) {
        if (family.one().dates() == null) {
            return null;
        }
        LocalDate first = family.one().dates().start().withDayOfYear(1).plusDays(scope.first());
        return new DateRange(first, family.days() ? first : first.plusDays(scope.length()));
    }

    @Property(tries = 1)
    void aQueryCountsRowsThatOthersCountToo() throws ScanException {
        QuerySpec one = TwoHundredQueries.of(sources().catalog()).stream()
                .filter(query -> query.kind().fuses())
                .findFirst()
                .orElseThrow();
        DataSource source = sources().catalog().source(one.dataSource()).orElseThrow();
        Connector connector = sources().connector(one.dataSource());
        List<QuerySpec> same = IntStream.range(0, 3).mapToObj(i -> one).toList();
        Answers.Whole alone = Answers.of(one, source, connector);
        assertThat(alone.rows()).isNotEmpty();
        try (FusedAnswer fused = FusedAnswer.open(same, source, (SqlConnector) connector, Answers.UNWATCHED)) {
            for (int i = 0; i < same.size(); i++) {
                assertThat(Answers.all(fused.rows(i))).isEqualTo(alone.rows());
            }
        }
    }
}
