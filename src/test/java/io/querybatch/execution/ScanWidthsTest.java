package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.BatchId;
import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanWidthsTest {

    private static final BatchId BATCH = Claims.batch(1);
    private static final BatchId OTHER = Claims.batch(2);
    private static final Duration QUICK = Duration.ofMillis(99);
    private static final Duration MIDDLING = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(401);

    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final ScanWidths widths = new ScanWidths(clock);

    private int width() {
        return widths.of(BATCH);
    }

    @Test
    void twiceAsManyShareTheNextAfterAQuickScan() {
        assertThat(width()).isEqualTo(500);
        widths.ran(BATCH, 500, QUICK);
        assertThat(width()).isEqualTo(1_000);
        widths.ran(BATCH, 1_000, QUICK);
        assertThat(width()).isEqualTo(2_000);
        assertThat(widths.of(OTHER)).isEqualTo(500);
    }

    @Test
    void quickScansThatWereNotAsWideAsTheyMightSayNothing() {
        widths.ran(BATCH, 499, QUICK);
        assertThat(width()).isEqualTo(500);
        widths.ran(BATCH, 500, QUICK);
        widths.ran(BATCH, 500, QUICK);
        assertThat(width()).as("two at the same time").isEqualTo(1_000);
        widths.ran(BATCH, 999, QUICK);
        assertThat(width()).isEqualTo(1_000);
    }

    @Test
    void halfAsManyShareTheNextAfterASlowScanButNoFewerThanTheFirst() {
        widths.ran(BATCH, 500, QUICK);
        widths.ran(BATCH, 1_000, QUICK);
        widths.ran(BATCH, 2_000, MIDDLING);
        assertThat(width()).isEqualTo(2_000);
        widths.ran(BATCH, 2_000, SLOW);
        widths.ran(BATCH, 2_000, SLOW);
        assertThat(width()).isEqualTo(1_000);
        widths.ran(BATCH, 1_000, SLOW);
        widths.ran(BATCH, 500, SLOW);
        assertThat(width()).isEqualTo(500);
    }

    @Test
    void aSlowScanCountsThoughTheNextMightHaveBeenWider() {
        widths.ran(BATCH, 500, QUICK);
        widths.ran(BATCH, 1_000, QUICK);
        widths.ran(BATCH, 2_000, QUICK);
        widths.ran(BATCH, 3_000, SLOW);
        assertThat(width()).as("no more than 3,000 were allowed, or waited").isEqualTo(1_500);
    }

    @Test
    void afterAScanThatFellShortNoQuickOneMakesThemWiderForAWhile() {
        widths.ran(BATCH, 500, QUICK);
        widths.fellShort(BATCH, 600);
        assertThat(width()).isEqualTo(600);
        widths.ran(BATCH, 600, QUICK);
        widths.ran(BATCH, 1_000, QUICK);
        assertThat(width()).isEqualTo(600);
        clock.advance(Duration.ofMinutes(10));
        assertThat(width()).isEqualTo(500);
        widths.ran(BATCH, 500, QUICK);
        assertThat(width()).isEqualTo(1_000);
    }

    @Test
    void whatWasLearntLongAgoIsForgotten() {
        widths.ran(BATCH, 500, QUICK);
        clock.advance(Duration.ofMinutes(9));
        widths.ran(BATCH, 1_000, MIDDLING);
        clock.advance(Duration.ofMinutes(9));
        assertThat(width()).isEqualTo(1_000);
        clock.advance(Duration.ofMinutes(1));
        assertThat(width()).isEqualTo(500);
    }
}
