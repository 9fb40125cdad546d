package io.querybatch.grammar;

import io.querybatch.query.DateRange;
import io.querybatch.query.Quotation;
import io.querybatch.query.Spelling;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The named date ranges (contract A8). Weeks begin on Monday.
 *
 * <ul>
 *   <li>{@code last_…}: complete periods before the current one, so {@code last_7_days} ends yesterday;
 *   <li>{@code this_…}: the whole current period, days to come included;
 *   <li>{@code …_to_date}: the current period until today;
 *   <li>{@code …_inc}: ends today. With a number the periods are as many, the current one being the last of them, so
 *       {@code last_7_days_inc} is today and the six days before; without a number the range begins as it does otherwise.
 * </ul>
 *
 * {@code custom} is none of these: it has dates of its own.
 */
public final class DateRangeType {

    private static final String INCLUDING_TODAY = "_inc";
    private static final Pattern NUMBERED = Pattern.compile("last_([1-9]\\d{0,3})_(day|week|month)s");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final List<String> PLAIN_NAMES = List.of(
            "today",
            "yesterday",
            "last_N_days",
            "last_N_weeks",
            "last_N_months",
            "this_week",
            "last_week",
            "this_month",
            "last_month",
            "this_quarter",
            "last_quarter",
            "this_year",
            "last_year",
            "year_to_date",
            "month_to_date");
    private static final List<String> NAMES = Stream.concat(
                    PLAIN_NAMES.stream(), PLAIN_NAMES.stream().map(name -> name + INCLUDING_TODAY))
            .toList();

    /** A length of time that begins on certain days: the first day on or before another, then so many days and months. */
    private record Period(UnaryOperator<LocalDate> start, int days, int months) {

        /** The first day of the period that is {@code offset} after the one {@code day} is in. */
        LocalDate start(LocalDate day, long offset) {
            return start.apply(day).plusMonths(offset * months).plusDays(offset * days);
        }
    }

    private static final Period DAY = new Period(day -> day, 1, 0);
    private static final Period WEEK = new Period(day -> day.with(DayOfWeek.MONDAY), 7, 0);
    private static final Period MONTH = new Period(day -> day.withDayOfMonth(1), 0, 1);
    private static final Period QUARTER = new Period(day -> day.with(IsoFields.DAY_OF_QUARTER, 1), 0, 3);
    private static final Period YEAR = new Period(day -> day.withDayOfYear(1), 0, 12);

    private DateRangeType() {}

    /**
     * The days the type means on the day {@code today}.
     *
     * @throws GrammarException if there is no such type, or the range begins before the year 1
     */
    public static DateRange resolve(String type, LocalDate today) throws GrammarException {
        boolean inclusive = type.endsWith(INCLUDING_TODAY);
        String name = inclusive ? type.substring(0, type.length() - INCLUDING_TODAY.length()) : type;
        Matcher numbered = NUMBERED.matcher(name);
        DateRange range = numbered.matches()
                ? numbered(numbered, inclusive, today)
                : named(name, today).orElseThrow(() -> unknown(type));
        if (range.start().getYear() < 1) {
            throw new GrammarException("the range begins before the year 1", 0);
        }
        return inclusive ? new DateRange(range.start(), today) : range;
    }

    private static DateRange numbered(Matcher name, boolean inclusive, LocalDate today) {
        Period period = switch (name.group(2)) {
            case "day" -> DAY;
            case "week" -> WEEK;
            default -> MONTH;
        };
        long number = Long.parseLong(name.group(1));
        return inclusive ? periods(period, 1 - number, 0, today) : periods(period, -number, -1, today);
    }

    private static Optional<DateRange> named(String name, LocalDate today) {
        DateRange range = switch (name) {
            case "today" -> periods(DAY, 0, 0, today);
            case "yesterday" -> periods(DAY, -1, -1, today);
            case "this_week" -> periods(WEEK, 0, 0, today);
            case "last_week" -> periods(WEEK, -1, -1, today);
            case "this_month" -> periods(MONTH, 0, 0, today);
            case "last_month" -> periods(MONTH, -1, -1, today);
            case "this_quarter" -> periods(QUARTER, 0, 0, today);
            case "last_quarter" -> periods(QUARTER, -1, -1, today);
            case "this_year" -> periods(YEAR, 0, 0, today);
            case "last_year" -> periods(YEAR, -1, -1, today);
            case "month_to_date" -> new DateRange(MONTH.start(today, 0), today);
            case "year_to_date" -> new DateRange(YEAR.start(today, 0), today);
            default -> null;
        };
        return Optional.ofNullable(range);
    }

    /** From the start of one period to the end of another, both counted from the current one. */
    private static DateRange periods(Period period, long first, long last, LocalDate today) {
        return new DateRange(
                period.start(today, first), period.start(today, last + 1).minusDays(1));
    }

    private static GrammarException unknown(String type) {
        Matcher number = NUMBER.matcher(type);
        String shape = number.replaceFirst("N");
        String quoted = Quotation.of(type);
        if (number.reset().find() && NAMES.contains(shape)) {
            return new GrammarException("the number in " + quoted + " must be 1 to 9999", number.start());
        }
        String digits = number.reset().find() ? number.group() : "7";
        String meant = Spelling.nearest(shape, NAMES)
                .map(known -> ", did you mean " + Quotation.of(known.replace("N", digits)) + "?")
                .orElse("; there is " + String.join(", ", PLAIN_NAMES) + ", and each with " + INCLUDING_TODAY);
        return new GrammarException("unknown date range type " + quoted + meant, 0);
    }
}
