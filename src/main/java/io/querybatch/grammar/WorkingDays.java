package io.querybatch.grammar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** Monday to Friday, which PHP calls weekdays. */
final class WorkingDays {

    private static final long PER_WEEK = 5;

    private WorkingDays() {}

    /**
     * The working day so many after {@code date}, or before it when negative. A weekend counts as the Friday before it
     * when going forward, and as the Monday after it when going back or staying.
     */
    static LocalDate after(LocalDate date, long amount) {
        LocalDate start = date;
        if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
            start = date.with(
                    amount > 0
                            ? TemporalAdjusters.previous(DayOfWeek.FRIDAY)
                            : TemporalAdjusters.next(DayOfWeek.MONDAY));
        }
        long fromMonday = start.getDayOfWeek().getValue() - 1 + amount;
        return start.with(DayOfWeek.MONDAY)
                .plusWeeks(Math.floorDiv(fromMonday, PER_WEEK))
                .plusDays(Math.floorMod(fromMonday, PER_WEEK));
    }
}
