package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.errors.Violation;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class NamesFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);

    @DictionaryEntries({",", ", ", ",,", "\u00a0", "\u2003", "list."})
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            List<Violation> violations = new ArrayList<>();
            List<String> names = read(Json.createValue(text), violations);
            if (violations.isEmpty()) {
                assertThat(names)
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(name)
                                .isNotEmpty()
                                .doesNotContain(",")
                                .isEqualTo(name.strip()));
                assertThat(read(Json.createValue(String.join(" , ", names)), violations))
                        .isEqualTo(names);
                assertThat(read(Json.createArrayBuilder(names).build(), violations))
                        .isEqualTo(names);
                assertThat(violations).isEmpty();
            } else {
                assertThat(violations).hasSize(1);
                assertThat(names).isEmpty();
            }
        });
    }

    private static List<String> read(JsonValue value, List<Violation> violations) {
        return Names.required(new Members("", Map.of("names", value), violations), "names", "account ids");
    }
}
