package io.querybatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ItemJsonTest {

    private static final SplitPolicy SPLIT = new SplitPolicy(true, true);

    @Property
    void anItemSurvivesItsStoredForm(@ForAll("items") BatchItem item) {
        assertThat(ItemJson.read(ItemJson.write(item), item.firstN(), item.key(), SPLIT, null))
                .isEqualTo(item);
    }

    @Provide
    Arbitrary<BatchItem> items() {
        return Combinators.combine(specs(), names(0), Arbitraries.integers().between(1, 100_000))
                .as((spec, excluded, firstN) -> new BatchItem(firstN, "key", spec, excluded, SPLIT));
    }

    private static Arbitrary<QuerySpec> specs() {
        Arbitrary<String> name = Arbitraries.strings().ofMinLength(1).ofMaxLength(20);
        Arbitrary<Integer> maxRows = Arbitraries.integers().between(1, 1_000_000);
        return Combinators.combine(name, names(0), dates().injectNull(0.2), names(1), maxRows)
                .as(QuerySpec::new);
    }

    private static Arbitrary<List<String>> names(int min) {
        return Arbitraries.strings().ofMaxLength(10).list().ofMinSize(min).ofMaxSize(5);
    }

    private static Arbitrary<DateRange> dates() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3_000_000),
                        Arbitraries.integers().between(0, 600_000))
                .as((start, days) -> new DateRange(
                        LocalDate.of(1, 1, 1).plusDays(start),
                        LocalDate.of(1, 1, 1).plusDays((long) start + days)));
    }
}
