package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.query.Filter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class FilterParserFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);

    @DictionaryEntries({" AND ", " OR ", "==", "=~", "!~", "''", "\"", "/i", "(", ")", "{", "}", "\\Q", "\u00a0"})
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                Filter filter = FilterParser.parse(text);
                String canonical = FilterText.write(filter);
                assertThat(FilterText.read(canonical)).isEqualTo(filter);
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
