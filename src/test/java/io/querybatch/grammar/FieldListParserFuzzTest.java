package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class FieldListParserFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);

    @DictionaryEntries({", ", ",,", "\u00a0", "\u2028", "\u3000", "\t"})
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                List<String> names = FieldListParser.parse(text);
                assertThat(names)
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(text).contains(name));
                assertThat(FieldListParser.parse(String.join(" , ", names))).isEqualTo(names);
            } catch (GrammarException e) {
                Refusals.check(e, text);
            }
        });
    }
}
