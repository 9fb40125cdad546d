package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

    /** A Friday, in the early morning. */
    private static final LocalDateTime FROM = LocalDateTime.parse("2024-03-15T03:00");

    private static List<String> next(String text, int amount) {
        CronExpression cron = CronExpression.parse(text);
        List<String> times = new ArrayList<>();
        Optional<LocalDateTime> time = cron.nextAfter(FROM);
        while (time.isPresent() && times.size() < amount) {
            times.add(time.get().toString());
            time = cron.nextAfter(time.get());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 6 * * *|2024-03-15T06:00|2024-03-16T06:00",
                "0 3 * * *|2024-03-16T03:00|2024-03-17T03:00",
                "  0   6  * * mon-fri |2024-03-15T06:00|2024-03-18T06:00",
                "*/7 * * * *|2024-03-15T03:07|2024-03-15T03:14",
                "0 8-18/2 * * *|2024-03-15T08:00|2024-03-15T10:00",
                "5,10 6 * * 1,7|2024-03-17T06:05|2024-03-17T06:10",
                "0 9 * JAN,APR SAT|2024-04-06T09:00|2024-04-13T09:00",
                "0 9 * * 0|2024-03-17T09:00|2024-03-24T09:00",
                "0 9 * * 7|2024-03-17T09:00|2024-03-24T09:00",
                "0 9 * * MON#1|2024-04-01T09:00|2024-05-06T09:00",
                "0 9 * * FRIL|2024-03-29T09:00|2024-04-26T09:00",
                "0 9 L * *|2024-03-31T09:00|2024-04-30T09:00",
                "0 0 29 2 *|2028-02-29T00:00|2032-02-29T00:00",
                "0 0 31 * *|2024-03-31T00:00|2024-05-31T00:00",
                "0 0 * 2 MON#5|2044-02-29T00:00|2072-02-29T00:00",
            })
    void isDueAsCrontabHasIt(String text, String first, String second) {
        assertThat(next(text, 2)).containsExactly(first, second);
    }

    @Test
    void aYearThatIsDivisibleByFourMayHaveNoLeapDay() {
        Optional<LocalDateTime> next =
                CronExpression.parse("30 12 29 2 *").nextAfter(LocalDateTime.parse("2096-02-29T12:30"));
        assertThat(next).contains(LocalDateTime.parse("2104-02-29T12:30"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "* * 30,31 FEB *"})
    void thereAreDaysThatNeverCome(String text) {
        assertThat(CronExpression.parse(text).nextAfter(FROM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *|\"60\" is no minute (0-59)",
                "-1 * * * *|\"-1\" is no minute (0-59)",
                "*/0 * * * *|\"*/0\" is no minute (0-59)",
                "99999999999 * * * *|\"99999999999\" is no minute (0-59)",
                "0 24 * * *|\"24\" is no hour (0-23)",
                "0 22-3 * * *|\"22-3\" is no hour (0-23)",
                "0 0 0 * *|\"0\" is no day of the month (1-31, L for the last)",
                "0 0 32 * *|\"32\" is no day of the month (1-31, L for the last)",
                "0 0 1W * *|\"1W\" is no day of the month (1-31, L for the last)",
                "0 0 ? * *|\"?\" is no day of the month (1-31, L for the last)",
                "0 0 * 13 *|\"13\" is no month (1-12, JAN-DEC)",
                "0 0 * JUNE *|\"JUNE\" is no month (1-12, JAN-DEC)",
                "0 0 * * 8|\"8\" is no day of the week (0-7, SUN-SAT; MON#1 is the first Monday of the month, FRIL the last Friday)",
            })
    void saysWhichFieldIsWrong(String text, String message) {
        assertThatThrownBy(() -> CronExpression.parse(text))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "* * * *", "0 * * * * *", "@daily", "0 6 * * * root"})
    void hasFiveFields(String text) {
        assertThatThrownBy(() -> CronExpression.parse(text))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessageStartingWith("must have five fields");
    }

    @Test
    void daysOfTheMonthAndOfTheWeekTogetherMeanDifferentThingsToDifferentPeople() {
        assertThatThrownBy(() -> CronExpression.parse("0 9 1-7 * MON"))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessageContaining("one of them must be *");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *|PT1M|false",
                "* * * * *|PT2M|true",
                "*/15 * * * *|PT15M|false",
                "*/15 * * * *|PT16M|true",
                "0,1 6 * * *|PT5M|true",
                "59,0 23,0 * * *|PT2M|true",
                "0 6 * * *|PT24H|false",
                "0 6 * * *|PT25H|true",
                "0 0 1 1 *|PT1000H|false",
                "0 0 28,1 * *|PT96H|true",
                "0 0 30 2 *|PT24H|false",
            })
    void knowsHowOftenItIsDue(String text, Duration interval, boolean moreOften) {
        assertThat(CronExpression.parse(text).isMoreFrequentThan(interval, FROM))
                .isEqualTo(moreOften);
    }
}
