package io.querybatch.grammar;

import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The English words of dates, in lower case. */
final class DateWords {

    /**
     * A unit of time.
     *
     * @param amount how many of {@code base} it is
     */
    record Unit(long amount, ChronoUnit base) {}

    /** Full name and abbreviations, to 1–12. */
    static final Map<String, Integer> MONTHS = numbered(List.of(
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec"));

    static final Map<String, DayOfWeek> WEEKDAYS = weekdays();

    static final Map<String, Integer> ORDINALS = numbered(List.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth"));

    /** Words for what is near, as numbers. */
    static final Map<String, Integer> NEARBY = Map.of("last", -1, "previous", -1, "this", 0, "next", 1);

    static final Map<String, Unit> UNITS = units();

    /** Working days, Monday to Friday. */
    static final List<String> WORKING_DAYS = List.of("weekdays", "weekday");

    private static final List<String> OTHERS =
            List.of("now", "today", "midnight", "yesterday", "tomorrow", "ago", "day", "of", "week");

    /** Every word there is, to find what a misspelt one meant. */
    static final List<String> ALL = Stream.of(
                    MONTHS.keySet(),
                    WEEKDAYS.keySet(),
                    ORDINALS.keySet(),
                    NEARBY.keySet(),
                    UNITS.keySet(),
                    WORKING_DAYS,
                    OTHERS)
            .flatMap(Collection::stream)
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
            .toList();

    private DateWords() {}

    /** A group that matches one of the words, as a whole word. */
    static String anyOf(Collection<String> words) {
        return words.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .collect(Collectors.joining("|", "(", ")(?![a-z])"));
    }

    private static Map<String, Integer> numbered(List<String> lines) {
        Map<String, Integer> words = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            for (String word : lines.get(i).split(" ", -1)) {
                words.put(word, i + 1);
            }
        }
        return words;
    }

    private static Map<String, DayOfWeek> weekdays() {
        Map<String, DayOfWeek> words = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            String word = day.name().toLowerCase(Locale.ROOT);
            words.put(word, day);
            words.put(word.substring(0, 3), day);
        }
        return words;
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new LinkedHashMap<>();
        both(units, "second sec", new Unit(1, ChronoUnit.SECONDS));
        both(units, "minute min", new Unit(60, ChronoUnit.SECONDS));
        both(units, "hour", new Unit(3600, ChronoUnit.SECONDS));
        both(units, "day", new Unit(1, ChronoUnit.DAYS));
        both(units, "week", new Unit(7, ChronoUnit.DAYS));
        both(units, "fortnight", new Unit(14, ChronoUnit.DAYS));
        both(units, "month", new Unit(1, ChronoUnit.MONTHS));
        both(units, "year", new Unit(1, ChronoUnit.YEARS));
        return units;
    }

    private static void both(Map<String, Unit> units, String words, Unit unit) {
        for (String word : new ArrayList<>(List.of(words.split(" ", -1)))) {
            units.put(word, unit);
            units.put(word + "s", unit);
        }
    }
}
