package io.querybatch.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchItemTest {

    private static BatchItem item(int firstN, int accounts, int days, boolean byAccount, boolean byDay) {
        LocalDate start = LocalDate.of(2000, 2, 27);
        List<String> ids = IntStream.range(0, accounts).mapToObj(i -> "a" + i).toList();
        QuerySpec spec = new QuerySpec("X", ids, new DateRange(start, start.plusDays(days - 1L)), List.of("f"), 1);
        return new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(byAccount, byDay));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,3,5", "17,4,400", "1000,229,30"})
    void everyAccountAndDayIsOneQueryAndNoOther(int firstN, int accounts, int days) {
        BatchItem item = item(firstN, accounts, days, true, true);
        Set<String> seen = new HashSet<>();
        String before = "";
        for (int n = firstN; n < firstN + item.queryCount(); n++) {
            QuerySpec query = item.query(n);
            assertThat(query.accounts()).hasSize(1);
            assertThat(query.dates().days()).isEqualTo(1);
            int account = item.spec().accounts().indexOf(query.accounts().get(0));
            String place = "%05d %s".formatted(account, query.dates().start());
            assertThat(place).isGreaterThan(before);
            assertThat(seen.add(place)).isTrue();
            before = place;
        }
        assertThat(seen).hasSize(accounts * days);
    }

    /** Every item with a custom comparison, cut to random queries of it. */
    @ParameterizedTest
    @CsvSource({
        "3,1,5,true,true",
        "17,4,40,true,true",
        "1,7,1,true,true",
        "5,6,3,true,false",
        "2,3,30,false,true",
        "9,2,2,false,false"
    })
    void whatIsLeftOfACutItemAreTheSameQueriesInTheSameOrder(
            int firstN, int accounts, int days, boolean byAccount, boolean byDay) {
        BatchItem plain = item(firstN, accounts, days, byAccount, byDay);
        LocalDate other = LocalDate.of(1999, 1, 1);
        PeriodComparison comparison = new PeriodComparison(
                PeriodComparison.Period.CUSTOM,
                new DateRange(other, other.plusDays(days - 1L)),
                PeriodComparison.Show.VALUE);
        QuerySpec spec = plain.spec();
        BatchItem item = new BatchItem(
                firstN,
                "mine",
                new QuerySpec(
                        "X",
                        spec.accounts(),
                        List.of("s"),
                        spec.dates(),
                        spec.fields(),
                        null,
                        spec.selection(),
                        comparison,
                        spec.settings()),
                List.of("gone"),
                plain.split(),
                7);
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double share = random.nextDouble();
            List<Integer> wanted = IntStream.range(firstN, (int) item.lastN() + 1)
                    .filter(n -> random.nextDouble() < share || n == firstN)
                    .boxed()
                    .toList();
            List<QuerySpec> queries = new ArrayList<>();
            int next = 100;
            for (BatchItem part : item.only(wanted, 100)) {
                assertThat(part.firstN()).isEqualTo(next);
                assertThat(part.key()).isEqualTo("mine");
                assertThat(part.excludedAccounts()).containsExactly("gone");
                assertThat(part.cacheMinutes()).isEqualTo(7);
                for (; next <= part.lastN(); next++) {
                    queries.add(part.query(next));
                }
            }
            assertThat(queries).isEqualTo(wanted.stream().map(item::query).toList());
        }
    }

    @Test
    void theEndOfAnItemAndAllOfItAreFewItems() {
        BatchItem item = item(1, 200, 30, true, true);
        assertThat(item.only(IntStream.rangeClosed(1, 6_000).boxed().toList(), 1))
                .containsExactly(item);
        assertThat(item.only(IntStream.rangeClosed(50, 6_000).boxed().toList(), 1))
                .hasSize(2);
    }

    @Test
    void splitsOnlyAsAsked() {
        assertThat(item(1, 3, 4, false, false).query(1))
                .isEqualTo(item(1, 3, 4, false, false).spec());
        assertThat(item(1, 3, 4, true, false).query(2).accounts()).containsExactly("a1");
        assertThat(item(1, 3, 4, false, true).query(2).dates().start()).hasToString("2000-02-28");
    }

    @Test
    void knowsOnlyItsOwnQueries() {
        BatchItem item = item(5, 2, 2, true, true);
        assertThatThrownBy(() -> item.query(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> item.query(9)).isInstanceOf(IllegalArgumentException.class);
    }
}
