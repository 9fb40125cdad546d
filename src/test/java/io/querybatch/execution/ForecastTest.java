package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.execution.AnswerKeys.Asker;
import io.querybatch.query.BatchItem;
import io.querybatch.query.DateRange;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.SplitPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Asker ACME = new Asker("acme", "null");
    private static final AnswerKeys BY_SPEC = (asker, format, item) ->
            Optional.of(new AnswerKeys.Sharing(spec -> Integer.toHexString(spec.hashCode()), Duration.ofMinutes(10)));

    private final List<BatchItem> items = new ArrayList<>();
    private Map<String, KnownAnswer> known = Map.of();

    /** So many days of one account. */
    private BatchItem add(String source, String account, int days) {
        LocalDate first = LocalDate.of(2001, 1, 1);
        QuerySpec spec = new QuerySpec(
                source, List.of(account), new DateRange(first, first.plusDays(days - 1L)), List.of("f"), 10);
        int firstN = items.isEmpty() ? 1 : (int) items.get(items.size() - 1).lastN() + 1;
        BatchItem item = new BatchItem(firstN, null, spec, List.of(), new SplitPolicy(true, true));
        items.add(item);
        return item;
    }

    private Forecast forecast(AnswerKeys keys, int width) {
        return new Forecast.Forecaster(
                        keys,
                        source -> width,
                        wanted -> known.entrySet().stream()
                                .filter(entry -> wanted.contains(entry.getKey()))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .of(items, ACME, OutputFormat.JSON, NOW);
    }

    private static KnownAnswer answer(Duration age, boolean ready) {
        return new KnownAnswer(Claims.claim(9, 1, "F").resultKey(), 1, NOW.minus(age), ready);
    }

    @Test
    void everyQueryIsAScanWhereScansAreNotShared() {
        add("F", "ORD", 10);
        assertThat(forecast(AnswerKeys.NONE, 1)).isEqualTo(new Forecast(10, 0, 0));
    }

    @Test
    void neighboursOfAFamilyShareScans() {
        add("F", "ORD", 10);
        add("F", "LAX", 10);
        add("G", "LAX", 3);
        assertThat(forecast(AnswerKeys.NONE, 8)).isEqualTo(new Forecast(3 + 1, 0, 0));
    }

    @Test
    void whatIsAskedTwiceIsAskedOnce() {
        add("F", "ORD", 10);
        add("G", "LAX", 2);
        add("F", "ORD", 10);
        assertThat(forecast(BY_SPEC, 100)).isEqualTo(new Forecast(2, 0, 10));
    }

    @Test
    void whatIsThereIsNotAskedIfItIsNotTooOld() {
        BatchItem item = add("F", "ORD", 3);
        known = Map.of(
                Integer.toHexString(item.query(1).hashCode()), answer(Duration.ofMinutes(5), true),
                Integer.toHexString(item.query(2).hashCode()), answer(Duration.ofMinutes(15), true),
                Integer.toHexString(item.query(3).hashCode()), answer(Duration.ofMinutes(15), false));
        assertThat(forecast(BY_SPEC, 1)).isEqualTo(new Forecast(1, 1, 1));
    }
}
