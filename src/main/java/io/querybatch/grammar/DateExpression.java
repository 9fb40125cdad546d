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
 * the month does not have overflowing into the next; the first or last day of the month reached; hours; working days.
 */
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

    private static final long SECONDS_PER_DAY = 86_400;
    private static final String WEEKDAYS_TWICE = "there is a second number of weekdays, or weekday of a month";
    private static final String DAY_OF_MONTH_TWICE = "there is a second day or weekday of a month";

    private Integer year;
    private Integer month;
    private Integer day;
    private int datePosition;
    private LocalTime time;
    private long years;
    private long months;
    private long days;
    private long seconds;
    private boolean counted;
    private Long workingDays;
    private DayOfWeek weekday;
    private WeekdaySense weekdaySense;
    private MonthEdge dayOf;
    private MonthEdge weekdayOf;

    /** Names a date; parts that are null stay those of today. */
    void date(Integer newYear, Integer newMonth, Integer newDay, int position) throws GrammarException {
        refuse(month != null, "there is a second date", position);
        year = newYear;
        month = newMonth;
        day = newDay;
        datePosition = position;
        time = LocalTime.MIDNIGHT;
    }

    /** Today, yesterday or tomorrow, at midnight. */
    void near(int offset, int position) throws GrammarException {
        refuse(offset != 0 && days != 0, "\"yesterday\" and \"tomorrow\" must stand before other days", position);
        days += offset;
        counted = counted || offset != 0;
        time = LocalTime.MIDNIGHT;
    }

    void timeOfDay(LocalTime newTime) {
        time = newTime;
    }

    /** Adds to the years, months, days or seconds counted so far. */
    void add(long amount, ChronoUnit unit) {
        counted = true;
        switch (unit) {
            case YEARS -> years += amount;
            case MONTHS -> months += amount;
            case DAYS -> days += amount;
            default -> seconds += amount;
        }
    }

    void workingDays(long amount, int position) throws GrammarException {
        refuse(workingDays != null || weekdayOf != null, WEEKDAYS_TWICE, position);
        workingDays = amount;
        counted = true;
    }

    /** Names a weekday, at midnight: of the week if {@link #week} says which, else the next, today included. */
    void weekday(DayOfWeek newWeekday, int position) throws GrammarException {
        weekday(newWeekday, weekdaySense == null ? WeekdaySense.FROM : weekdaySense, position);
    }

    /** Names a weekday, at midnight. */
    void weekday(DayOfWeek newWeekday, WeekdaySense sense, int position) throws GrammarException {
        refuse(weekday != null, "there is a second weekday", position);
        weekday = newWeekday;
        weekdaySense = sense;
        time = LocalTime.MIDNIGHT;
    }

    /** Says which week the weekday is in, Monday if none is named. */
    void week(long weeks) {
        days += 7 * weeks;
        weekdaySense = WeekdaySense.WITHIN_WEEK;
    }

    void dayOf(MonthEdge edge, int position) throws GrammarException {
        refuse(dayOf != null || weekdayOf != null, DAY_OF_MONTH_TWICE, position);
        dayOf = edge;
    }

    /** The {@code ordinal}th such weekday of the month, or its last. */
    void weekdayOf(MonthEdge edge, int ordinal, DayOfWeek newWeekday, int position) throws GrammarException {
        refuse(dayOf != null, DAY_OF_MONTH_TWICE, position);
        refuse(workingDays != null, WEEKDAYS_TWICE, position);
        weekday(newWeekday, edge == MonthEdge.FIRST ? WeekdaySense.FROM : WeekdaySense.AFTER, position);
        weekdayOf = edge;
        days += edge == MonthEdge.FIRST ? 7L * (ordinal - 1) : -7;
    }

    /** Turns everything counted so far towards the past. */
    void ago(int position) throws GrammarException {
        refuse(weekdaySense != null, "\"ago\" must stand before the weekday or week", position);
        refuse(!counted, "expected a number and a unit before \"ago\"", position);
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
        LocalDate date = named(now);
        if (weekdaySense != null) {
            date = toWeekday(date);
        }
        long second = (time == null ? now.toLocalTime() : time).toSecondOfDay() + seconds;
        date = moved(date).plusDays(Math.floorDiv(second, SECONDS_PER_DAY));
        return workingDays == null ? date : WorkingDays.after(date, workingDays);
    }

    /** The date named; the month comes first, so that no day overflows from it when its first or last is meant. */
    private LocalDate named(LocalDateTime now) throws GrammarException {
        YearMonth named =
                YearMonth.of(year == null ? now.getYear() : year, month == null ? now.getMonthValue() : month);
        if (day != null && !named.isValidDay(day)) {
            String monthName = named.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            throw new GrammarException(
                    "there is no day " + day + " in " + monthName + " " + named.getYear(), datePosition);
        }
        LocalDate first = named.atDay(1);
        if (weekdayOf != null) {
            return first.plusMonths(months + (weekdayOf == MonthEdge.LAST ? 1 : 0));
        }
        return dayOf == null ? first.plusDays((day == null ? now.getDayOfMonth() : day) - 1L) : edge(first);
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

    private static void refuse(boolean refused, String problem, int position) throws GrammarException {
        if (refused) {
            throw new GrammarException(problem, position);
        }
    }
}
