package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.query.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class OrderParserFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);

    @DictionaryEntries({" desc", " ASC", "\u00a0Desc", ", ", ",", "\u2028", "\u0131"})
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                List<Order> orders = OrderParser.parse(text);
                List<String> canonical = orders.stream()
                        .map(order -> order.field() + (order.descending() ? " desc" : " asc"))
                        .toList();
                assertThat(OrderParser.parse(String.join(",", canonical)))
                        .isNotEmpty()
                        .isEqualTo(orders);
                assertThat(OrderParser.parse(canonical)).isEqualTo(orders);
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
