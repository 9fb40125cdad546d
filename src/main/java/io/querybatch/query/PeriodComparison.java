package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Metrics are compared with those of another period (contract A8).
 *
 * @param period which other period
 * @param custom the other period itself if it is {@link Period#CUSTOM}, else null
 * @param show how the comparison is shown
 */
@ForHosts(since = "0.1")
public record PeriodComparison(Period period, DateRange custom, Show show) {

    /** The period to compare with. */
    @ForHosts(since = "0.1")
    public enum Period {
        /** As many days, directly before. */
        PREVIOUS_RANGE,
        /** The same dates of the year before; 29 February becomes the 28th. */
        PREVIOUS_YEAR,
        CUSTOM
    }

    /** What stands in the column beside the metric. */
    @ForHosts(since = "0.1")
    public enum Show {
        /** Change in percent of the other period's value; nothing if that is 0. */
        PERC_CHANGE("change %"),
        /** Difference from the other period's value. */
        ABS_CHANGE("change"),
        /** The other period's value. */
        VALUE("compared");

        private final String label;

        Show(String label) {
            this.label = label;
        }

        /** What is added to the metric's name to head the column. */
        public String label() {
            return label;
        }

        /** The value that a caller means, in lower case on the wire. */
        public static Optional<Show> parse(String wireName) {
            return Arrays.stream(values())
                    .filter(show -> show.name().toLowerCase(Locale.ROOT).equals(wireName))
                    .findFirst();
        }
    }

    /** The period that {@code dates} are compared with. */
    public DateRange against(DateRange dates) {
        return switch (period) {
            case PREVIOUS_RANGE ->
                new DateRange(
                        dates.start().minusDays(dates.days()), dates.start().minusDays(1));
            case PREVIOUS_YEAR ->
                new DateRange(dates.start().minusYears(1), dates.end().minusYears(1));
            case CUSTOM -> custom;
        };
    }

    /** The same comparison for some of the days: a custom period is cut alike, counted from its begin. */
    PeriodComparison forDates(DateRange whole, DateRange days) {
        if (period != Period.CUSTOM) {
            return this;
        }
        long skipped = days.start().toEpochDay() - whole.start().toEpochDay();
        DateRange cut =
                new DateRange(custom.start().plusDays(skipped), custom.start().plusDays(skipped + days.days() - 1));
        return new PeriodComparison(period, cut, show);
    }
}
