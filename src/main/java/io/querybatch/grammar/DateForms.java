package io.querybatch.grammar;

import io.querybatch.grammar.DateExpression.MonthEdge;
import io.querybatch.grammar.DateExpression.WeekdaySense;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pieces a date text is made of; docs/grammar.md has them as a table. The first that matches counts. */
final class DateForms {

    /** What a piece adds to the expression. */
    @FunctionalInterface
    private interface Meaning {
        void apply(Matcher piece, DateExpression expression) throws GrammarException;
    }

    private record Form(Pattern pattern, Meaning meaning) {}

    private static final int MOST_DIGITS = 9;

    private static final String GAP = " +";
    private static final String SEPARATOR = "[ .-]*";
    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)";
    private static final String YEAR = "(\\d{4})(?!\\d)";
    private static final String MONTH = DateWords.anyOf(DateWords.MONTHS.keySet());
    private static final String WEEKDAY = DateWords.anyOf(DateWords.WEEKDAYS.keySet());
    private static final String ORDINAL = DateWords.anyOf(DateWords.ORDINALS.keySet());
    private static final String NEARBY = DateWords.anyOf(DateWords.NEARBY.keySet());
    private static final String COUNT = "(?:" + ORDINAL + "|" + NEARBY + ")";
    private static final String NUMBER = "([+-]?) *(\\d+) *";
    private static final String UNIT = DateWords.anyOf(DateWords.UNITS.keySet());
    private static final String WORKING_DAYS = DateWords.anyOf(DateWords.WORKING_DAYS);

    private static final List<Form> FORMS = List.of(
            form("(\\d{4})-(\\d{2})-(\\d{2})(?![\\dT])", (piece, to) -> date(piece, to, 1, 2, 3)),
            form("(\\d{4})" + SEPARATOR + MONTH, (piece, to) -> monthOf(piece, to, 1, 2)),
            form(DAY + SEPARATOR + MONTH + "(?:" + SEPARATOR + YEAR + ")?", (piece, to) -> date(piece, to, 3, 2, 1)),
            form(MONTH + SEPARATOR + DAY + "(?:[ .,-]+" + YEAR + ")?", (piece, to) -> date(piece, to, 3, 1, 2)),
            form(MONTH + SEPARATOR + YEAR, (piece, to) -> monthOf(piece, to, 2, 1)),
            form(MONTH, (piece, to) -> to.date(null, DateWords.MONTHS.get(word(piece, 1)), null, piece.start())),
            form(DateWords.anyOf(List.of("now")), (piece, to) -> {}),
            form(DateWords.anyOf(List.of("today", "midnight")), (piece, to) -> to.near(0, piece.start())),
            form(DateWords.anyOf(List.of("yesterday")), (piece, to) -> to.near(-1, piece.start())),
            form(DateWords.anyOf(List.of("tomorrow")), (piece, to) -> to.near(1, piece.start())),
            form(
                    "(first|last)" + GAP + "day" + GAP + DateWords.anyOf(List.of("of")),
                    (piece, to) -> to.dayOf(edge(word(piece, 1)), piece.start())),
            form("(?:" + ORDINAL + "|last)" + GAP + WEEKDAY + GAP + "of(?![a-z])", DateForms::weekdayOf),
            form(NEARBY + GAP + "week(?![a-z])", (piece, to) -> to.week(DateWords.NEARBY.get(word(piece, 1)))),
            form(COUNT + GAP + WEEKDAY, DateForms::countedWeekday),
            form(COUNT + GAP + "(?!week(?![a-z]))" + UNIT, (piece, to) -> add(count(piece), piece, 3, to)),
            form(COUNT + GAP + WORKING_DAYS, (piece, to) -> {
                to.workingDays(count(piece), piece.start());
                to.timeOfDay(LocalTime.MIDNIGHT);
            }),
            form(WEEKDAY, (piece, to) -> to.weekday(DateWords.WEEKDAYS.get(word(piece, 1)), piece.start())),
            form(NUMBER + UNIT, (piece, to) -> add(number(piece), piece, 3, to)),
            form(NUMBER + WORKING_DAYS, (piece, to) -> to.workingDays(number(piece), piece.start())),
            form(DateWords.anyOf(List.of("ago")), (piece, to) -> to.ago(piece.start())));

    private DateForms() {}

    /**
     * Reads the piece at the position into the expression.
     *
     * @param text the whole text, all blanks of it spaces
     * @return the position behind the piece; the same position if nothing known stands there
     */
    static int read(String text, int position, DateExpression expression) throws GrammarException {
        for (Form form : FORMS) {
            Matcher piece = form.pattern.matcher(text).region(position, text.length());
            if (piece.lookingAt()) {
                form.meaning.apply(piece, expression);
                return piece.end();
            }
        }
        return position;
    }

    private static Form form(String pattern, Meaning meaning) {
        return new Form(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), meaning);
    }

    /** A date whose parts are in these groups of the piece; the month as a word or as digits. */
    private static void date(Matcher piece, DateExpression to, int year, int month, int day) throws GrammarException {
        Integer monthOfYear = DateWords.MONTHS.get(word(piece, month));
        if (monthOfYear == null) {
            monthOfYear = Integer.valueOf(piece.group(month));
            if (monthOfYear < 1 || monthOfYear > 12) {
                throw new GrammarException("there is no month " + monthOfYear, piece.start(month));
            }
        }
        Integer inYear = piece.group(year) == null ? null : Integer.valueOf(piece.group(year));
        to.date(inYear, monthOfYear, Integer.valueOf(piece.group(day)), piece.start());
    }

    private static void monthOf(Matcher piece, DateExpression to, int year, int month) throws GrammarException {
        to.date(Integer.valueOf(piece.group(year)), DateWords.MONTHS.get(word(piece, month)), 1, piece.start());
    }

    private static void weekdayOf(Matcher piece, DateExpression to) throws GrammarException {
        boolean last = piece.group(1) == null;
        to.weekdayOf(
                last ? MonthEdge.LAST : MonthEdge.FIRST,
                last ? 1 : DateWords.ORDINALS.get(word(piece, 1)),
                DateWords.WEEKDAYS.get(word(piece, 2)),
                piece.start());
    }

    private static void countedWeekday(Matcher piece, DateExpression to) throws GrammarException {
        int count = count(piece);
        to.add(7L * (count > 0 ? count - 1 : count), ChronoUnit.DAYS);
        to.weekday(
                DateWords.WEEKDAYS.get(word(piece, 3)),
                count == 0 ? WeekdaySense.FROM : WeekdaySense.AFTER,
                piece.start());
    }

    private static void add(long amount, Matcher piece, int unitGroup, DateExpression to) {
        DateWords.Unit unit = DateWords.UNITS.get(word(piece, unitGroup));
        to.add(amount * unit.amount(), unit.base());
    }

    private static int count(Matcher piece) {
        return piece.group(1) == null ? DateWords.NEARBY.get(word(piece, 2)) : DateWords.ORDINALS.get(word(piece, 1));
    }

    /** Sign and digits, in the first two groups. */
    private static long number(Matcher piece) throws GrammarException {
        if (piece.group(2).length() > MOST_DIGITS) {
            throw new GrammarException("the number is too large", piece.start(2));
        }
        long number = Long.parseLong(piece.group(2));
        return piece.group(1).equals("-") ? -number : number;
    }

    private static MonthEdge edge(String word) {
        return word.equals("first") ? MonthEdge.FIRST : MonthEdge.LAST;
    }

    private static String word(Matcher piece, int group) {
        return piece.group(group).toLowerCase(Locale.ROOT);
    }
}
