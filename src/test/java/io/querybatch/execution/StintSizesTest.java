package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.QuerySpec;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StintSizesTest {

    private static final QuerySpec CLICKS = form("clicks");
    private static final QuerySpec COSTS = form("costs");

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final StintSizes sizes = new StintSizes(source -> source.equals("WIDE") ? 50 : 1, 100, clock);

    private int width(int batch, String source) {
        return sizes.of(new Grant(Claims.batch(batch), "acme", source, 3)).width();
    }

    @Test
    void sourcesDecide() {
        assertThat(width(1, "WIDE")).isEqualTo(50);
        assertThat(width(1, "NARROW")).isEqualTo(1);
    }

    @Test
    void aBatchWhoseSharedScanFailedRunsOneByOneForAWhile() {
        sizes.fellShort(Claims.batch(1), 1);
        assertThat(width(1, "WIDE")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
        clock.advance(Duration.ofSeconds(59));
        sizes.fellShort(Claims.batch(2), 1);
        assertThat(width(1, "WIDE")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(width(1, "WIDE")).isEqualTo(50);
        assertThat(width(2, "WIDE")).isEqualTo(1);
    }

    @Test
    void afterAScanThatWasTooLargeFewerShareTheNextOnesForLonger() {
        sizes.fellShort(Claims.batch(1), 20);
        assertThat(width(1, "WIDE")).isEqualTo(20);
        assertThat(width(1, "NARROW")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
        sizes.fellShort(Claims.batch(1), 10);
        sizes.fellShort(Claims.batch(1), 15);
        assertThat(width(1, "WIDE")).as("the least of several that ran at once").isEqualTo(10);
        clock.advance(Duration.ofMinutes(9));
        assertThat(width(1, "WIDE")).isEqualTo(10);
        clock.advance(Duration.ofMinutes(1));
        assertThat(width(1, "WIDE")).isEqualTo(50);
    }

    @Test
    void aBatchThatGainsNothingBySharingRunsOneByOne() {
        sizes.ran(Claims.batch(1), CLICKS, 10, Duration.ofSeconds(10));
        sizes.ran(Claims.batch(1), CLICKS, 1, Duration.ofMillis(5));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
    }

    private Grant grant(int batch) {
        return sizes.of(new Grant(Claims.batch(batch), "acme", "NARROW", 3));
    }

    @Test
    void aSlotIsForNoMoreScansThanOfTheQuickestFitIntoItsTime() {
        assertThat(grant(1).depth()).isEqualTo(1);
        ran(1, CLICKS, Duration.ofMillis(5));
        ran(1, COSTS, Duration.ofSeconds(1));
        assertThat(grant(1).depth()).isEqualTo(40);
        assertThat(grant(2).depth()).isEqualTo(1);
        ran(2, CLICKS, Duration.ofNanos(1));
        assertThat(grant(2).depth()).isEqualTo(100);
    }

    @Test
    void theGrantTellsWhatScansAreExpectedToCost() {
        assertThat(grant(1).costs()).isSameAs(ScanCosts.UNKNOWN);
        ran(1, CLICKS, Duration.ofMillis(5));
        ran(1, COSTS, Duration.ofMillis(105));
        ScanCosts costs = grant(1).costs();
        assertThat(Duration.ofNanos(costs.nanos(CLICKS))).hasMillis(5);
        assertThat(Duration.ofNanos(costs.nanos(COSTS))).hasMillis(105);
        assertThat(Duration.ofNanos(costs.nanos(form("unseen"))))
                .as("the mean of all")
                .hasMillis(30);
    }

    @Test
    void aSlowScanCountsAtOnceQuickOnesByAndBy() {
        ran(1, CLICKS, Duration.ofMillis(5));
        ran(1, CLICKS, Duration.ofSeconds(2));
        assertThat(grant(1).depth()).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            ran(1, CLICKS, Duration.ofMillis(5));
        }
        assertThat(grant(1).depth()).isEqualTo(1);
        for (int i = 0; i < 12; i++) {
            ran(1, CLICKS, Duration.ofMillis(5));
        }
        assertThat(grant(1).depth()).isBetween(15, 40);
    }

    @Test
    void whatRanLongAgoIsForgottenWhenAnotherBatchComes() {
        ran(1, CLICKS, Duration.ofMillis(5));
        clock.advance(Duration.ofMinutes(2));
        ran(2, CLICKS, Duration.ofMillis(5));
        assertThat(grant(1).costs()).isSameAs(ScanCosts.UNKNOWN);
    }

    private void ran(int batch, QuerySpec form, Duration duration) {
        sizes.ran(Claims.batch(batch), form, 1, duration);
    }

    private static QuerySpec form(String field) {
        return new QuerySpec("NARROW", List.of("a"), null, List.of(field), 10)
                .kind()
                .form();
    }
}
