package io.querybatch.grammar;

import io.querybatch.query.Quotation;
import io.querybatch.query.Spelling;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads dates as callers write them (contract B §5.1): ISO dates, Unix times, and English as PHP's {@code strtotime}
 * understands it, such as {@code -2 weeks next Monday} or {@code first day of last month}. docs/grammar.md has the table.
 */
public final class DateText {

    /** Most characters of a date. */
    public static final int MAX_LENGTH = 100;

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    /** As command lines and other reporting APIs write it: {@code 30-days-ago}, {@code 7daysAgo}. */
    private static final Pattern JOINED_AGO =
            Pattern.compile("(\\d{1,6})-?((?:day|week|month|year)s?)-?ago", Pattern.CASE_INSENSITIVE);

    private static final int PLAIN_LENGTH = "2024-01-31".length();
    private static final Pattern SECONDS = Pattern.compile("-?(\\d+)");
    private static final int MOST_DIGITS = 12;
    private static final int ASCII_END = 128;
    private static final int SHORTEST_MISSPELT = 3;
    private static final long SECONDS_PER_DAY = 86_400;

    private DateText() {}

    /**
     * The date the text means when it is noon of {@code today}; the hour matters only to texts that count hours, minutes
     * or seconds.
     *
     * @throws GrammarException if the text is no date, or none of the years 1 to 9999
     */
    public static LocalDate parse(String text, LocalDate today) throws GrammarException {
        return parse(text, today.atTime(LocalTime.NOON));
    }

    /**
     * The date the text means at that moment of the caller's time zone; a Unix time is taken in UTC nevertheless.
     *
     * @throws GrammarException if the text is no date, or none of the years 1 to 9999
     */
    public static LocalDate parse(String text, LocalDateTime now) throws GrammarException {
        if (text.length() > MAX_LENGTH) {
            throw new GrammarException("a date has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        LocalDate plain = plain(text);
        return plain == null ? inWords(text, now) : plain;
    }

    /** {@code 2024-01-31}, which nearly all dates are, at a fraction of the cost; null if it is something else or wrong. */
    private static LocalDate plain(String text) {
        if (text.length() != PLAIN_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, PLAIN_LENGTH);
        boolean exists = year >= FIRST_YEAR
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return exists ? LocalDate.of(year, month, day) : null;
    }

    /** The number that stands there; -1 if there is anything but digits. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static LocalDate inWords(String text, LocalDateTime now) throws GrammarException {
        String spaced = separated(withSpaces(text));
        try {
            LocalDate date = spaced.strip().startsWith("@")
                    ? unixTime(spaced)
                    : read(spaced).from(now);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // So far away that java.time has no name for it; refused like every other year outside.
        }
        throw new GrammarException("the date is not in the years " + FIRST_YEAR + " to " + LAST_YEAR, 0);
    }

    private static LocalDate unixTime(String text) throws GrammarException {
        int at = text.indexOf('@');
        Matcher seconds = SECONDS.matcher(text.strip().substring(1));
        if (!seconds.matches()) {
            throw new GrammarException("expected a whole number of seconds and nothing else after \"@\"", at + 1);
        }
        if (seconds.group(1).length() > MOST_DIGITS) {
            throw new GrammarException("the number is too large", at + 1);
        }
        return LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(seconds.group()), SECONDS_PER_DAY));
    }

    /** The text with a space for every kind of blank, so that positions stay. */
    private static String withSpaces(String text) {
        return text.chars()
                .mapToObj(c -> TextCursor.isBlank(c) ? " " : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String separated(String text) {
        Matcher joined = JOINED_AGO.matcher(text.strip());
        return joined.matches() ? joined.group(1) + " " + joined.group(2) + " ago" : text;
    }

    private static DateExpression read(String spaced) throws GrammarException {
        DateExpression expression = new DateExpression();
        int position = afterSeparators(spaced, 0);
        if (position == spaced.length()) {
            throw new GrammarException("expected a date", position);
        }
        while (position < spaced.length()) {
            int end = DateForms.read(spaced, position, expression);
            if (end == position) {
                throw unknown(spaced, position);
            }
            position = afterSeparators(spaced, end);
        }
        return expression;
    }

    private static int afterSeparators(String text, int start) {
        int position = start;
        while (position < text.length() && " ,".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position;
    }

    private static GrammarException unknown(String text, int position) {
        TextCursor cursor = new TextCursor(text);
        cursor.moveTo(position);
        String word = cursor.takeWhile(DateText::isLetter).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            word = cursor.takeWhile(c -> c != ' ' && c != ',');
            return new GrammarException(
                    Quotation.of(word) + " is not understood; there is 2024-01-31, 31 January 2024,"
                            + " @1704067200, 2 days ago and the like",
                    position);
        }
        if (DateWords.ALL.contains(word)) {
            return new GrammarException(Quotation.of(word) + " is not understood at this place", position);
        }
        return new GrammarException("unknown word " + Quotation.of(word) + suggestion(word), position);
    }

    private static String suggestion(String word) {
        if (word.length() < SHORTEST_MISSPELT) {
            return "";
        }
        return Spelling.nearest(word, DateWords.ALL)
                .map(known -> ", did you mean " + Quotation.of(known) + "?")
                .orElse("");
    }

    private static boolean isLetter(int character) {
        return character < ASCII_END && Character.isLetter(character);
    }
}
