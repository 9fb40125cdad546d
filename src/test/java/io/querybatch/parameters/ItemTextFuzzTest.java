package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class ItemTextFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final JsonLimits LIMITS = new JsonLimits(64);

    @DictionaryEntries({
        "{\"ds_id\":\"F\"}",
        "https://h/query/data/json?",
        "ds_id=",
        "&fields[]=",
        "&fields[0]=",
        "&max_rows=",
        "&settings={",
        "&fields={'id': '",
        "None",
        "\\u0041",
        "json=%7B",
        "%5B%5D",
        "%ff",
        "%",
        "+",
        "&"
    })
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            try {
                JsonValue value = ItemText.parse(text, LIMITS);
                assertThat(StrictJson.parse(value.toString(), LIMITS)).isEqualTo(value);
                if (value instanceof JsonObject object && !object.isEmpty()) {
                    assertThat(ItemText.parse(value.toString(), LIMITS)).isEqualTo(value);
                    assertThat(ItemText.parse("?json=" + encoded(value.toString()), LIMITS))
                            .isEqualTo(value);
                }
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                assertThat(e.violations()).hasSize(1);
            }
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
