package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanWidthsTest {

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final ScanWidths widths = new ScanWidths(source -> source.equals("WIDE") ? 50 : 1, clock);

    private int width(int batch, String source) {
        return widths.of(new Grant(Claims.batch(batch), "acme", source, 3)).width();
    }

    @Test
    void sourcesDecide() {
        assertThat(width(1, "WIDE")).isEqualTo(50);
        assertThat(width(1, "NARROW")).isEqualTo(1);
    }

    @Test
    void aBatchWhoseSharedScanFailedRunsOneByOneForAWhile() {
        widths.failed(Claims.batch(1));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        assertThat(width(2, "WIDE")).isEqualTo(50);
        clock.advance(Duration.ofSeconds(59));
        widths.failed(Claims.batch(2));
        assertThat(width(1, "WIDE")).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(width(1, "WIDE")).isEqualTo(50);
        assertThat(width(2, "WIDE")).isEqualTo(1);
    }
}
