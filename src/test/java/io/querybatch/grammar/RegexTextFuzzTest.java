package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class RegexTextFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final String SEARCHED = "Brand 2024-01-31 (new) ünï\n".repeat(40) + "x".repeat(1000);

    @DictionaryEntries({
        "{1000}",
        "{0,99}",
        "(?i)",
        "(?<=",
        "(?P<n>",
        "[[:alpha:]]",
        "[!-[:",
        "\\Q",
        "\\E",
        "\\p{L}",
        "++"
    })
    @FuzzTest(maxDuration = "10m")
    void compilesOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                RegexText regex = RegexText.parse(text);
                assertThat(text).contains(regex.pattern());
                assertThat(regex.foundIn(SEARCHED)).isEqualTo(regex.foundIn(SEARCHED));
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
