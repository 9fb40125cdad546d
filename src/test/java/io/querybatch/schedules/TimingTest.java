package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks are put forward and back; nothing is left out, and nothing is done twice. */
class TimingTest {

    private static List<String> next(String cron, String zone, String after, int amount) {
        return Timing.of(cron, zone).next(Instant.parse(after), amount).stream()
                .map(Instant::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Clocks go from 02:00 to 03:00 at 01:00 UTC.
                "30 2 * * *|2024-03-30T12:00:00Z|2024-03-31T01:00:00Z|2024-04-01T00:30:00Z",
                "0 2 * * *|2024-03-30T12:00:00Z|2024-03-31T01:00:00Z|2024-04-01T00:00:00Z",
                "0 3 * * *|2024-03-30T12:00:00Z|2024-03-31T01:00:00Z|2024-04-01T01:00:00Z",
                "59 1 * * *|2024-03-30T12:00:00Z|2024-03-31T00:59:00Z|2024-03-31T23:59:00Z",
                "0,30 2 * * *|2024-03-30T12:00:00Z|2024-03-31T01:00:00Z|2024-04-01T00:00:00Z",
                "0,30 2,3 * * *|2024-03-30T12:00:00Z|2024-03-31T01:00:00Z|2024-03-31T01:30:00Z",
                "*/30 * * * *|2024-03-31T00:10:00Z|2024-03-31T00:30:00Z|2024-03-31T01:00:00Z",
                "30 * * * *|2024-03-31T00:00:00Z|2024-03-31T00:30:00Z|2024-03-31T01:30:00Z",
                "0 */2 * * *|2024-03-30T23:30:00Z|2024-03-31T02:00:00Z|2024-03-31T04:00:00Z",
                // Clocks go from 03:00 to 02:00 at 01:00 UTC.
                "30 2 * * *|2024-10-26T12:00:00Z|2024-10-27T00:30:00Z|2024-10-28T01:30:00Z",
                "0 2 * * *|2024-10-26T12:00:00Z|2024-10-27T00:00:00Z|2024-10-28T01:00:00Z",
                "0 3 * * *|2024-10-26T12:00:00Z|2024-10-27T02:00:00Z|2024-10-28T02:00:00Z",
                "30 2 * * *|2024-10-27T00:45:00Z|2024-10-28T01:30:00Z|2024-10-29T01:30:00Z",
                "30 2 * * *|2024-10-27T01:10:00Z|2024-10-28T01:30:00Z|2024-10-29T01:30:00Z",
                "30 * * * *|2024-10-27T00:00:00Z|2024-10-27T00:30:00Z|2024-10-27T01:30:00Z",
                "0 * * * *|2024-10-27T00:10:00Z|2024-10-27T01:00:00Z|2024-10-27T02:00:00Z",
                "0 6 * * *|2024-10-26T12:00:00Z|2024-10-27T05:00:00Z|2024-10-28T05:00:00Z",
            })
    void byTheClocksOfBerlin(String cron, String after, String first, String second) {
        assertThat(next(cron, "Europe/Berlin", after, 2)).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Clocks go from 02:00 to 03:00 at 07:00 UTC.
                "30 2 * * *|2024-03-09T12:00:00Z|2024-03-10T07:00:00Z|2024-03-11T06:30:00Z",
                "30 2 * * SUN|2024-03-09T12:00:00Z|2024-03-10T07:00:00Z|2024-03-17T06:30:00Z",
                "30 2 10 3 *|2024-01-01T00:00:00Z|2024-03-10T07:00:00Z|2025-03-10T06:30:00Z",
                "15 * * * *|2024-03-10T06:00:00Z|2024-03-10T06:15:00Z|2024-03-10T07:15:00Z",
                // Clocks go from 02:00 to 01:00 at 06:00 UTC.
                "30 1 * * *|2024-11-02T12:00:00Z|2024-11-03T05:30:00Z|2024-11-04T06:30:00Z",
                "*/30 1 * * *|2024-11-02T12:00:00Z|2024-11-03T05:00:00Z|2024-11-03T05:30:00Z",
                "*/30 * * * *|2024-11-03T05:20:00Z|2024-11-03T05:30:00Z|2024-11-03T06:00:00Z",
                "0 2 * * *|2024-11-02T12:00:00Z|2024-11-03T07:00:00Z|2024-11-04T07:00:00Z",
            })
    void byTheClocksOfNewYork(String cron, String after, String first, String second) {
        assertThat(next(cron, "America/New_York", after, 2)).containsExactly(first, second);
    }

    @Test
    void clocksMayBeMovedByHalfAnHour() {
        // Lord Howe: from 02:00 to 02:30 on 6 October 2024, at 15:30 UTC the day before.
        assertThat(next("15 2 * * *", "Australia/Lord_Howe", "2024-10-04T20:00:00Z", 2))
                .containsExactly("2024-10-05T15:30:00Z", "2024-10-06T15:15:00Z");
    }

    @Test
    void leapDaysComeInEveryZone() {
        assertThat(next("0 0 29 2 *", "Europe/Berlin", "2024-03-01T00:00:00Z", 3))
                .containsExactly("2028-02-28T23:00:00Z", "2032-02-28T23:00:00Z", "2036-02-28T23:00:00Z");
    }

    @Test
    void whatNeverComesIsSaidAtOnce() {
        assertThat(next("0 0 30 2 *", "America/New_York", "2024-03-01T00:00:00Z", 1))
                .isEmpty();
    }

    @Test
    void aMomentWithinAMinuteIsAfterItsBegin() {
        assertThat(next("* * * * *", "UTC", "2024-03-01T00:00:00.001Z", 2))
                .containsExactly("2024-03-01T00:01:00Z", "2024-03-01T00:02:00Z");
        assertThat(next("* * * * *", "UTC", "2024-03-01T00:00:59.999Z", 1)).containsExactly("2024-03-01T00:01:00Z");
    }

    @Test
    void dueTimesThatHaveComeAreCounted() {
        Timing timing = Timing.of("0 * * * *", "UTC");
        Instant first = Instant.parse("2024-03-01T01:00:00Z");
        assertThat(DueTimes.of(timing, first, first)).isEqualTo(new DueTimes(first, 0));
        assertThat(DueTimes.of(timing, first, Instant.parse("2024-03-01T04:00:00Z")))
                .isEqualTo(new DueTimes(Instant.parse("2024-03-01T04:00:00Z"), 3));
        assertThat(DueTimes.of(timing, first, Instant.parse("2024-03-01T03:59:59Z")))
                .isEqualTo(new DueTimes(Instant.parse("2024-03-01T03:00:00Z"), 2));
    }
}
