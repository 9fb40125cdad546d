package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How long a receiver that does not answer is left alone. */
class PausesTest {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofHours(4);

    private static Pauses pauses(double chance) {
        return new Pauses(FIRST, MOST, () -> chance);
    }

    @Property
    void areBetweenHalfAndAllOfWhatDoublingGives(
            @ForAll @IntRange(min = 1, max = 100) int attempt,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
        Duration pause = pauses(chance).after(attempt, Duration.ZERO);
        double doubled = Math.min((double) MOST.toMillis(), FIRST.toMillis() * Math.pow(2, attempt - 1));
        assertThat((double) pause.toMillis()).isBetween(doubled / 2 - 1, doubled);
    }

    @Property
    void areAtLeastWhatTheReceiverAsksForWithinTheLongest(
            @ForAll @IntRange(min = 1, max = 100) int attempt, @ForAll @IntRange(max = 999_999_999) int seconds) {
        Duration asked = Duration.ofSeconds(seconds);
        Duration pause = pauses(0.5).after(attempt, asked);
        assertThat(pause).isLessThanOrEqualTo(MOST).isGreaterThanOrEqualTo(asked.compareTo(MOST) < 0 ? asked : MOST);
    }

    /** A day of a receiver that is away, by a clock that goes as told. */
    @Test
    void aDayHasManyAttemptsAtFirstAndFewLater() {
        SettableClock clock = new SettableClock(Instant.parse("2026-01-31T00:00:00Z"));
        Instant end = clock.instant().plus(Duration.ofHours(24));
        List<Instant> attempts = new ArrayList<>();
        while (clock.instant().isBefore(end)) {
            attempts.add(clock.instant());
            clock.advance(pauses(0.999).after(attempts.size(), Duration.ZERO));
        }
        assertThat(attempts).hasSizeBetween(15, 18);
        assertThat(attempts.get(4)).isBefore(attempts.get(0).plus(Duration.ofMinutes(2)));
        assertThat(attempts.get(attempts.size() - 1)).isAfter(end.minus(MOST));
    }
}
