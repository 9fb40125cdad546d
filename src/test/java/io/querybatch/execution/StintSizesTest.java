package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StintSizesTest {

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
        sizes.failed(Claims.batch(1));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
        clock.advance(Duration.ofSeconds(59));
        sizes.failed(Claims.batch(2));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(width(1, "WIDE")).isEqualTo(50);
        assertThat(width(2, "WIDE")).isEqualTo(1);
    }

    @Test
    void aBatchThatGainsNothingBySharingRunsOneByOne() {
        sizes.ran(Claims.batch(1), 10, Duration.ofSeconds(10));
        sizes.ran(Claims.batch(1), 1, Duration.ofMillis(5));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
    }

    private int depth(int batch) {
        return sizes.of(new Grant(Claims.batch(batch), "acme", "NARROW", 3)).depth();
    }

    @Test
    void aSlotIsForAsManyScansAsFitIntoItsTime() {
        assertThat(depth(1)).isEqualTo(1);
        sizes.ran(Claims.batch(1), 1, Duration.ofMillis(5));
        assertThat(depth(1)).isEqualTo(20);
        assertThat(depth(2)).isEqualTo(1);
        sizes.ran(Claims.batch(2), 1, Duration.ofNanos(1));
        assertThat(depth(2)).isEqualTo(100);
    }

    @Test
    void slowScansMakeSlotsSmallAtOnceQuickOnesLargeByAndBy() {
        sizes.ran(Claims.batch(1), 1, Duration.ofMillis(5));
        sizes.ran(Claims.batch(1), 1, Duration.ofSeconds(1));
        assertThat(depth(1)).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            sizes.ran(Claims.batch(1), 1, Duration.ofMillis(5));
        }
        assertThat(depth(1)).isEqualTo(1);
        for (int i = 0; i < 12; i++) {
            sizes.ran(Claims.batch(1), 1, Duration.ofMillis(5));
        }
        assertThat(depth(1)).isBetween(10, 20);
    }
}
