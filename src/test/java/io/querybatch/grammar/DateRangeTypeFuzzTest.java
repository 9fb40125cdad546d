package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.query.DateRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class DateRangeTypeFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final LocalDate TODAY = LocalDate.of(800, 2, 29);

    @DictionaryEntries({
        "last_",
        "this_",
        "_inc",
        "_to_date",
        "9999",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "quarter",
        "year",
        "yesterday",
        "today"
    })
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                DateRange range = DateRangeType.resolve(text, TODAY);
                assertThat(range.start().getYear()).isBetween(1, 800);
                assertThat(range.start()).isBeforeOrEqualTo(TODAY);
                assertThat(range.end().getYear()).isBetween(799, 800);
                if (text.endsWith("_inc")) {
                    assertThat(range.end()).isEqualTo(TODAY);
                }
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
