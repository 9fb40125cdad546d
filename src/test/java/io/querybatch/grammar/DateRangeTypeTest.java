package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.DateRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateRangeTypeTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2026, 3, 11);

    @ParameterizedTest
    @CsvSource({
        "today,           2026-03-11, 2026-03-11",
        "today_inc,       2026-03-11, 2026-03-11",
        "yesterday,       2026-03-10, 2026-03-10",
        "yesterday_inc,   2026-03-10, 2026-03-11",
        "last_1_days,     2026-03-10, 2026-03-10",
        "last_7_days,     2026-03-04, 2026-03-10",
        "last_7_days_inc, 2026-03-05, 2026-03-11",
        "last_30_days,    2026-02-09, 2026-03-10",
        "last_1_weeks,    2026-03-02, 2026-03-08",
        "last_4_weeks,    2026-02-09, 2026-03-08",
        "last_4_weeks_inc,2026-02-16, 2026-03-11",
        "last_1_months,   2026-02-01, 2026-02-28",
        "last_3_months,   2025-12-01, 2026-02-28",
        "last_3_months_inc,2026-01-01,2026-03-11",
        "this_week,       2026-03-09, 2026-03-15",
        "this_week_inc,   2026-03-09, 2026-03-11",
        "last_week,       2026-03-02, 2026-03-08",
        "last_week_inc,   2026-03-02, 2026-03-11",
        "this_month,      2026-03-01, 2026-03-31",
        "this_month_inc,  2026-03-01, 2026-03-11",
        "last_month,      2026-02-01, 2026-02-28",
        "last_month_inc,  2026-02-01, 2026-03-11",
        "this_quarter,    2026-01-01, 2026-03-31",
        "this_quarter_inc,2026-01-01, 2026-03-11",
        "last_quarter,    2025-10-01, 2025-12-31",
        "last_quarter_inc,2025-10-01, 2026-03-11",
        "this_year,       2026-01-01, 2026-12-31",
        "this_year_inc,   2026-01-01, 2026-03-11",
        "last_year,       2025-01-01, 2025-12-31",
        "last_year_inc,   2025-01-01, 2026-03-11",
        "year_to_date,    2026-01-01, 2026-03-11",
        "year_to_date_inc,2026-01-01, 2026-03-11",
        "month_to_date,   2026-03-01, 2026-03-11",
        "month_to_date_inc,2026-03-01,2026-03-11"
    })
    void resolvesEveryTypeInTheMiddleOfAWeek(String type, LocalDate start, LocalDate end) throws GrammarException {
        assertThat(DateRangeType.resolve(type, WEDNESDAY)).isEqualTo(new DateRange(start, end));
    }

    @ParameterizedTest
    @CsvSource({
        "this_week,     2026-03-15, 2026-03-09, 2026-03-15",
        "this_week,     2026-03-16, 2026-03-16, 2026-03-22",
        "last_week,     2026-03-15, 2026-03-02, 2026-03-08",
        "last_2_weeks,  2026-03-16, 2026-03-02, 2026-03-15",
        "month_to_date, 2026-03-01, 2026-03-01, 2026-03-01",
        "last_month,    2026-03-31, 2026-02-01, 2026-02-28",
        "last_month,    2024-03-01, 2024-02-01, 2024-02-29",
        "last_2_months, 2026-01-31, 2025-11-01, 2025-12-31",
        "last_quarter,  2026-06-30, 2026-01-01, 2026-03-31",
        "this_quarter,  2026-12-31, 2026-10-01, 2026-12-31",
        "year_to_date,  2026-01-01, 2026-01-01, 2026-01-01",
        "last_year,     2025-02-28, 2024-01-01, 2024-12-31"
    })
    void resolvesAtTheEdgesOfPeriods(String type, LocalDate today, LocalDate start, LocalDate end)
            throws GrammarException {
        assertThat(DateRangeType.resolve(type, today)).isEqualTo(new DateRange(start, end));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "last_7_day|unknown date range type \"last_7_day\", did you mean \"last_7_days\"? at character 0",
                "last_14_dyas_inc|unknown date range type \"last_14_dyas_inc\", did you mean \"last_14_days_inc\"?"
                        + " at character 0",
                "LAST_MONTH|unknown date range type \"LAST_MONTH\", did you mean \"last_month\"? at character 0",
                "last_days|unknown date range type \"last_days\", did you mean \"last_7_days\"? at character 0",
                "yesteday|unknown date range type \"yesteday\", did you mean \"yesterday\"? at character 0",
                "last_0_days|the number in \"last_0_days\" must be 1 to 9999 at character 5",
                "last_10000_weeks_inc|the number in \"last_10000_weeks_inc\" must be 1 to 9999 at character 5",
                "last_07_days|the number in \"last_07_days\" must be 1 to 9999 at character 5"
            })
    void saysWhatWasProbablyMeant(String type, String message) {
        assertThatThrownBy(() -> DateRangeType.resolve(type, WEDNESDAY))
                .isInstanceOf(GrammarException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "custom", "all_time", "_inc", "last_7_days ", "last_7_days_inc_inc_inc"})
    void refusesWhatThereIsNot(String type) {
        assertThatThrownBy(() -> DateRangeType.resolve(type, WEDNESDAY))
                .isInstanceOf(GrammarException.class)
                .hasMessageStartingWith("unknown date range type");
    }

    @Test
    void listsTheTypesWhenNothingIsNear() {
        assertThatThrownBy(() -> DateRangeType.resolve("everything", WEDNESDAY))
                .hasMessageContaining("there is today, yesterday, last_N_days,")
                .hasMessageContaining("and each with _inc");
    }

    @Test
    void doesNotGoBackBeforeTheYear1() {
        assertThatThrownBy(() -> DateRangeType.resolve("last_9999_months", LocalDate.of(800, 1, 1)))
                .hasMessage("the range begins before the year 1 at character 0");
    }

    @Property
    void countsAsManyDaysAsNamed(
            @ForAll @IntRange(min = 1, max = 9999) int days, @ForAll @IntRange(max = 40_000) int day)
            throws GrammarException {
        LocalDate today = LocalDate.ofEpochDay(day);
        assertThat(DateRangeType.resolve("last_" + days + "_days", today))
                .isEqualTo(new DateRange(today.minusDays(days), today.minusDays(1)));
        assertThat(DateRangeType.resolve("last_" + days + "_days_inc", today).days())
                .isEqualTo(days);
    }

    @Property
    void endsTheLastWeeksOnTheSundayBefore(
            @ForAll @IntRange(min = 1, max = 999) int weeks, @ForAll @IntRange(max = 40_000) int day)
            throws GrammarException {
        DateRange range = DateRangeType.resolve("last_" + weeks + "_weeks", LocalDate.ofEpochDay(day));
        assertThat(range.days()).isEqualTo(7L * weeks);
        assertThat(range.end().getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
        assertThat(LocalDate.ofEpochDay(day))
                .isBetween(range.end().plusDays(1), range.end().plusDays(7));
    }
}
