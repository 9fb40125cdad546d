package io.querybatch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ItemRunTest {

    private static final SplitPolicy SPLIT = new SplitPolicy(true, true);
    private static final QuerySpec SPEC = new QuerySpec("FLIGHTS", List.of(), null, List.of("flights"), 1000);

    private static BatchItem item(int n) {
        return new BatchItem(n, null, SPEC, List.of(), SPLIT);
    }

    /** Keys, texts and names of any kind: tabs and line breaks, too. */
    @Property
    void anyStretchOfARunIsReadAsItWasWritten(
            @ForAll("runs") @Size(min = 2, max = 20) List<BatchItem> items,
            @ForAll @IntRange(max = 25) int from,
            @ForAll @IntRange(max = 25) int length) {
        int firstN = items.get(0).firstN();
        int first = firstN - 2 + from;
        List<BatchItem> expected = items.stream()
                .filter(item -> item.firstN() >= first && item.firstN() <= first + length)
                .toList();

        assertThat(ItemRun.read(ItemRun.of(items).get(0).text(), firstN, SPLIT, first, first + length))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<BatchItem>> runs() {
        Arbitrary<String> key =
                Arbitraries.strings().withChars("aZ9_.:-").ofMinLength(1).ofMaxLength(5);
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<String> name = Arbitraries.strings().ofMaxLength(5);
        Arbitrary<BatchItem> item = Combinators.combine(key.injectNull(0.5), minutes.injectNull(0.5), name, name)
                .as((id, cache, account, field) -> {
                    DateRange day = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
                    QuerySpec spec = new QuerySpec("a\tb\nc", List.of(account), day, List.of(field), 10);
                    return new BatchItem(7, id, spec, List.of(), SPLIT, cache);
                });
        return item.list().ofMinSize(2).ofMaxSize(20).map(ItemRunTest::numbered);
    }

    private static List<BatchItem> numbered(List<BatchItem> items) {
        List<BatchItem> numbered = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            numbered.add(items.get(i).startingAt(7 + i));
        }
        return numbered;
    }

    private static List<Integer> sizes(BatchItem... items) {
        return ItemRun.of(List.of(items)).stream().map(ItemRun::items).toList();
    }

    @Example
    void anItemAloneIsAsItAlwaysWas() {
        ItemRun run = ItemRun.of(List.of(item(1))).get(0);

        assertThat(run.text()).isEqualTo(ItemJson.write(item(1)));
        assertThat(run.items()).isEqualTo(1);
    }

    @Example
    void itemsThatAreNoNeighboursDoNotShareARow() {
        assertThat(sizes(item(1), item(2), item(4))).containsExactly(2, 1);
    }

    @Example
    void itemsOfAnotherDataSourceDoNotShareARow() {
        QuerySpec other = new QuerySpec("WEATHER", List.of(), null, List.of("flights"), 1000);

        assertThat(sizes(item(1), new BatchItem(2, null, other, List.of(), SPLIT), item(3)))
                .containsExactly(1, 1, 1);
    }

    @Example
    void anItemThatIsSplitHasARowOfItsOwn() {
        BatchItem split = new BatchItem(2, null, SPEC.forScope(List.of("A", "B"), null), List.of(), SPLIT);

        assertThat(sizes(item(1), split, item(4), item(5))).containsExactly(1, 1, 2);
    }

    @Example
    void whatCouldNotBePlannedHasARowOfItsOwn() {
        assertThat(sizes(item(1), BatchItem.unplanned(2, null), BatchItem.unplanned(3, null), item(4)))
                .containsExactly(1, 1, 1, 1);
    }

    @Example
    void aRowHasNoMoreItemsThanAReaderOfOneShouldPayFor() {
        List<BatchItem> items = IntStream.rangeClosed(1, 2 * ItemRun.MOST + 1)
                .mapToObj(ItemRunTest::item)
                .toList();

        assertThat(ItemRun.of(items)).extracting(ItemRun::items).containsExactly(ItemRun.MOST, ItemRun.MOST, 1);
    }

    @Example
    void aLongTextTakesNoMoreItems() {
        QuerySpec large = SPEC.forScope(List.of("x".repeat(ItemRun.FULL)), null);

        assertThat(sizes(new BatchItem(1, null, large, List.of(), SPLIT), item(2), item(3)))
                .containsExactly(1, 2);
    }
}
