package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Poll;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    @Test
    void startsWhereItIsToldToAndGoesOn() {
        Instant start = Instant.parse("2001-01-01T00:00:00Z");
        SteadyClock clock = new SteadyClock(start);
        Instant first = clock.instant();
        assertThat(first).isBetween(start, start.plus(Duration.ofMinutes(1)));
        Poll.until(Duration.ofSeconds(10), "time to pass", () -> clock.instant().isAfter(first));
    }
}
