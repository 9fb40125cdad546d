package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class DateTextTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2026, 3, 11);

    @ParameterizedTest
    @CsvFileSource(resources = "dates.csv", delimiter = '|')
    void readsWhatPhpReads(String text, LocalDate today, LocalDate expected) throws GrammarException {
        assertThat(DateText.parse(text, today)).isEqualTo(expected);
        assertThat(DateText.parse("\t" + text.toUpperCase(Locale.ROOT).replace(" ", " \u00a0") + "\n", today))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10 minutes ago, 2026-03-11T00:09, 2026-03-10",
        "10 minutes ago, 2026-03-11T00:10, 2026-03-11",
        "+1 hour, 2026-03-11T23:00, 2026-03-12",
        "today -1 second, 2026-03-11T23:00, 2026-03-10",
        "yesterday, 2026-03-11T23:59:59, 2026-03-10"
    })
    void countsHoursFromTheTimeOfDayIfItIsKnown(String text, LocalDateTime now, LocalDate expected)
            throws GrammarException {
        assertThat(DateText.parse(text, now)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected a date at character 0",
                "`  ,`|expected a date at character 3",
                "yesterdy|unknown word \"yesterdy\", did you mean \"yesterday\"? at character 0",
                "-2 weeks nxt Monday|unknown word \"nxt\", did you mean \"next\"? at character 9",
                "first day of Janury|unknown word \"janury\", did you mean \"january\"? at character 13",
                "in 2 days|unknown word \"in\" at character 0",
                "heute|unknown word \"heute\" at character 0",
                "next|\"next\" is not understood at this place at character 0",
                "next next month|\"next\" is not understood at this place at character 0",
                "third week|\"third\" is not understood at this place at character 0",
                "monday of next week|\"of\" is not understood at this place at character 7",
                "ago|expected a number and a unit before \"ago\" at character 0",
                "monday ago|\"ago\" must stand before the weekday or week at character 7",
                "monday 2 weeks ago|\"ago\" must stand before the weekday or week at character 15",
                "2024-02-30|there is no day 30 in February 2024 at character 0",
                "2023-02-29|there is no day 29 in February 2023 at character 0",
                "29 february|there is no day 29 in February 2026 at character 0",
                "january 0|there is no day 0 in January 2026 at character 0",
                "2024-13-01|there is no month 13 at character 5",
                "2024-00-01|there is no month 0 at character 5",
                "2024-01-01 2024-01-02|there is a second date at character 11",
                "january february|there is a second date at character 8",
                "monday tuesday|there is a second weekday at character 7",
                "1 weekday 2 weekdays|there is a second number of weekdays, or weekday of a month at character 10",
                "first day of last day of|there is a second day or weekday of a month at character 13",
                "last day of first monday of|there is a second day or weekday of a month at character 12",
                "+1 week yesterday|\"yesterday\" and \"tomorrow\" must stand before other days at character 8",
                "2147483648 days|the number is too large at character 0",
                "999999999 years|the date is not in the years 1 to 9999 at character 0",
                "-999999999 weekdays|the date is not in the years 1 to 9999 at character 0",
                "999999999 months|the date is not in the years 1 to 9999 at character 0",
                "9999-12-31 tomorrow|the date is not in the years 1 to 9999 at character 0",
                "0000-01-01|the date is not in the years 1 to 9999 at character 0",
                "@|expected a whole number of seconds and nothing else after \"@\" at character 1",
                "@1.5|expected a whole number of seconds and nothing else after \"@\" at character 1",
                "@86400 +1 day|expected a whole number of seconds and nothing else after \"@\" at character 1",
                "` @1234567890123`|the number is too large at character 2",
                "@999999999999|the date is not in the years 1 to 9999 at character 0",
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> DateText.parse(text, WEDNESDAY))
                .isInstanceOf(GrammarException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"2024", "12:30", "01/31/2024", "2024-1-5", "2024-01-31T10:00:00Z", "--2 weeks", "+-1 day", "2024-W05"})
    void doesNotGuess(String text) {
        assertThatThrownBy(() -> DateText.parse(text, WEDNESDAY))
                .hasMessageContaining(
                        "is not understood; there is 2024-01-31, 31 January 2024, @1704067200, 2 days ago");
    }

    @Test
    void holdsTheLimitOfCharacters() throws GrammarException {
        assertThat(DateText.parse("today" + " ".repeat(95), WEDNESDAY)).isEqualTo(WEDNESDAY);
        assertThatThrownBy(() -> DateText.parse("today" + " ".repeat(96), WEDNESDAY))
                .hasMessage("a date has at most 100 characters at character 100");
    }

    @Property
    void readsEveryIsoDate(@ForAll @IntRange(min = -719_162, max = 2_932_896) int epochDay) throws GrammarException {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        assertThat(DateText.parse(date.toString(), WEDNESDAY)).isEqualTo(date);
        assertThat(DateText.parse("@" + epochDay * 86_400L, WEDNESDAY)).isEqualTo(date);
    }

    /** Alone it is read another way than with anything around it. */
    @Property
    void aDateAloneIsWhatItIsWithBlanksAroundIt(
            @ForAll @IntRange(max = 9_999) int year,
            @ForAll @IntRange(max = 14) int month,
            @ForAll @IntRange(max = 33) int day) {
        String text = "%04d-%02d-%02d".formatted(year, month, day);
        assertThat(outcome(text)).isEqualTo(outcome(text + " "));
    }

    private static String outcome(String text) {
        try {
            return DateText.parse(text, WEDNESDAY).toString();
        } catch (GrammarException e) {
            return e.getMessage();
        }
    }

    @Property
    void comesBackFromWhereItWent(@ForAll @IntRange(min = 0, max = 700_000) int days) throws GrammarException {
        LocalDate there = DateText.parse("+" + days + " days", WEDNESDAY);
        assertThat(DateText.parse(days + " days ago", there)).isEqualTo(WEDNESDAY);
    }

    @Property
    void answersOrRefusesButNeverFails(@ForAll("wordSalads") String text) {
        try {
            assertThat(DateText.parse(text, WEDNESDAY).getYear()).isBetween(1, 9999);
        } catch (GrammarException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> wordSalads() {
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.of(DateWords.ALL),
                Arbitraries.of("-", "+", "@", ",", "2024-02-29", "2024", "1st", "999999999", "İ", "ſ"),
                Arbitraries.integers().between(-100, 100).map(String::valueOf));
        return Combinators.combine(words.list().ofMaxSize(8), Arbitraries.of(" ", "", "\u00a0", " ,"))
                .as((List<String> parts, String gap) -> String.join(gap, parts));
    }
}
