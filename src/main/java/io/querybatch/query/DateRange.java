package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A range of calendar days, both ends included.
 *
 * @param start first day, never null
 * @param end last day, never null and never before {@code start}
 */
@ForHosts(since = "0.1")
public record DateRange(LocalDate start, LocalDate end) {

    public DateRange {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end before start");
        }
    }

    /** Number of days, at least 1. */
    public long days() {
        return ChronoUnit.DAYS.between(start, end) + 1;
    }

    /** The single day at {@code index}, counted from 0. */
    public DateRange day(long index) {
        LocalDate day = start.plusDays(index);
        return new DateRange(day, day);
    }
}
