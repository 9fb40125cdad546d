package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class DateTextFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final LocalDate TODAY = LocalDate.of(2024, 2, 29);

    @DictionaryEntries({
        "next ",
        "last ",
        "this ",
        "week",
        " ago",
        "monday",
        "first ",
        "day of ",
        " of ",
        "january",
        "2024-02-29",
        "@",
        "+999999999 ",
        "-999999999 ",
        "weekdays",
        "fortnight",
        "yesterday",
        "sept",
        "months",
        "years",
        "hours",
        "twelfth "
    })
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                LocalDate date = DateText.parse(text, TODAY);
                assertThat(date.getYear()).isBetween(1, 9999);
                assertThat(DateText.parse(text.strip(), TODAY)).isEqualTo(date);
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
