package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(15);

    @Test
    void doublesUpToItsBound() {
        Backoff backoff = new Backoff(FIRST, MOST, () -> 0);
        assertThat(IntStream.rangeClosed(1, 7).mapToObj(n -> backoff.pause(n).toMillis()))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 7500L, 7500L);
    }

    @Property
    void isNeverShorterThanHalfNorLongerThanAll(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int n,
            @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
        Duration longest = Duration.ofMillis((long) Math.min(500 * Math.pow(2, n - 1.0), 15_000));
        assertThat(new Backoff(FIRST, MOST, () -> chance).pause(n)).isBetween(longest.dividedBy(2), longest);
    }
}
