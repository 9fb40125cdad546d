package io.querybatch.grammar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * What a date text says, gathered piece by piece and reckoned at the end in the order PHP has, whatever the order of the
 * words: the date named; the first or last day of the month, or the weekday; years, months and days together, a day that
 * the month does not have overflowing into the next; the first or last day of the month reached; working days; hours.
 */
@SuppressWarnings("EnumOrdinal")
final class DateExpression {

    /** What a weekday is counted from. */
    enum WeekdaySense {
        /** The next such day, never today. */
        AFTER,
        /** The next such day, today included. */
        FROM,
        /** The day of the week, Monday to Sunday, that today is in. */
        WITHIN_WEEK
    }

    /** First or last day or weekday of a month. */
    enum MonthEdge {
        FIRST,
        LAST
    }

    private Integer year;
    private Integer month;
    private Integer day;
    private int datePosition;
    private LocalTime time;
    private long years;
    private long months;
    private long days;
    private long seconds;
    private Long workingDays;
    private DayOfWeek weekday;
    private WeekdaySense weekdaySense;
    private MonthEdge dayOf;
    private MonthEdge weekdayOf;

    /** Names a date; parts that are null stay those of today. */
    void date(Integer newYear, Integer newMonth, Integer newDay, int position) throws GrammarException {
        refuseSecond("date", month != null, position);
        year = newYear;
        month = newMonth;
        day = newDay;
        datePosition = position;
        time = LocalTime.MIDNIGHT;
    }

    void timeOfDay(LocalTime newTime) {
        time = newTime;
    }

    /** Adds to the years, months, days or seconds counted so far. */
    void add(long amount, ChronoUnit unit) {
        switch (unit) {
            case YEARS -> years += amount;
            case MONTHS -> months += amount;
            case DAYS -> days += amount;
            default -> seconds += amount;
        }
    }

    void workingDays(long amount, int position) throws GrammarException {
        refuseSecond("number of weekdays", workingDays != null, position);
        workingDays = amount;
    }

    /** Names a weekday, at midnight; within a week once {@link #week} was said, before or after. */
    void weekday(DayOfWeek newWeekday, WeekdaySense sense, int position) throws GrammarException {
        refuseSecond("weekday", weekday != null, position);
        weekday = newWeekday;
        boolean plain = sense == WeekdaySense.FROM;
        weekdaySense = plain && weekdaySense != null ? weekdaySense : sense;
        time = LocalTime.MIDNIGHT;
    }

    /** Says which week the weekday is in, Monday if none is named. */
    void week(long weeks) {
        days += 7 * weeks;
        weekdaySense = WeekdaySense.WITHIN_WEEK;
    }

    void dayOf(MonthEdge edge, int position) throws GrammarException {
        refuseSecond("\"day of\"", dayOf != null, position);
        dayOf = edge;
    }

    /** The {@code ordinal}th such weekday of the month, or its last. */
    void weekdayOf(MonthEdge edge, int ordinal, DayOfWeek newWeekday, int position) throws GrammarException {
        weekday(newWeekday, edge == MonthEdge.FIRST ? WeekdaySense.FROM : WeekdaySense.AFTER, position);
        weekdayOf = edge;
        days += edge == MonthEdge.FIRST ? 7L * (ordinal - 1) : -7;
    }

    /** Turns everything counted so far towards the past. */
    void ago(int position) throws GrammarException {
        if (weekdaySense != null) {
            throw new GrammarException("\"ago\" must stand before the weekday or week", position);
        }
        if (years == 0 && months == 0 && days == 0 && seconds == 0 && workingDays == null) {
            throw new GrammarException("expected a number and a unit before \"ago\"", position);
        }
        years = -years;
        months = -months;
        days = -days;
        seconds = -seconds;
        workingDays = workingDays == null ? null : -workingDays;
    }

    /**
     * Reckons the date.
     *
     * @throws GrammarException if the date named does not exist
     * @throws java.time.DateTimeException or ArithmeticException if it is out of reach
     */
    LocalDate from(LocalDateTime now) throws GrammarException {
        LocalDate date = toMonthEdge(named(now));
        if (weekdaySense != null) {
            date = toWeekday(date);
        }
        date = toWorkingDay(moved(date));
        long second = (time == null ? now.toLocalTime() : time).toSecondOfDay() + seconds;
        return date.plusDays(Math.floorDiv(second, ChronoUnit.DAYS.getDuration().toSeconds()));
    }

    private LocalDate named(LocalDateTime now) throws GrammarException {
        YearMonth named =
                YearMonth.of(year == null ? now.getYear() : year, month == null ? now.getMonthValue() : month);
        if (day != null && !named.isValidDay(day)) {
            throw new GrammarException(
                    "there is no day " + day + " in " + named.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                            + " " + named.getYear(),
                    datePosition);
        }
        return named.atDay(1).plusDays((day == null ? now.getDayOfMonth() : day) - 1L);
    }

    private LocalDate toMonthEdge(LocalDate date) {
        if (weekdayOf != null) {
            return date.withDayOfMonth(1).plusMonths(months + weekdayOf.ordinal());
        }
        return dayOf == null ? date : edge(date);
    }

    private LocalDate edge(LocalDate date) {
        return dayOf == MonthEdge.FIRST ? date.withDayOfMonth(1) : date.with(TemporalAdjusters.lastDayOfMonth());
    }

    private LocalDate toWeekday(LocalDate date) {
        return switch (weekdaySense) {
            case WITHIN_WEEK -> date.with(weekday == null ? DayOfWeek.MONDAY : weekday);
            case FROM -> date.with(TemporalAdjusters.nextOrSame(weekday));
            // Counting back from today itself finds the same weekday a whole number of weeks ago.
            case AFTER -> date.with(days < 0 ? TemporalAdjusters.nextOrSame(weekday) : TemporalAdjusters.next(weekday));
        };
    }

    /** Years, months and days at once; days do not count when the first or last of the month is asked for. */
    private LocalDate moved(LocalDate date) {
        LocalDate reached = date.withDayOfMonth(1).plusYears(years).plusMonths(weekdayOf == null ? months : 0);
        return dayOf == null ? reached.plusDays(date.getDayOfMonth() - 1L + days) : edge(reached);
    }

    /** Counts Monday to Friday; a weekend counts as the Friday before it, or as the Monday after it when going back. */
    private LocalDate toWorkingDay(LocalDate date) {
        if (workingDays == null) {
            return date;
        }
        LocalDate start = date;
        if (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
            start = date.with(
                    workingDays > 0
                            ? TemporalAdjusters.previous(DayOfWeek.FRIDAY)
                            : TemporalAdjusters.next(DayOfWeek.MONDAY));
        }
        long fromMonday = start.getDayOfWeek().ordinal() + workingDays;
        return start.with(DayOfWeek.MONDAY)
                .plusWeeks(Math.floorDiv(fromMonday, 5L))
                .plusDays(Math.floorMod(fromMonday, 5L));
    }

    private static void refuseSecond(String what, boolean second, int position) throws GrammarException {
        if (second) {
            throw new GrammarException("there is a second " + what, position);
        }
    }
}
