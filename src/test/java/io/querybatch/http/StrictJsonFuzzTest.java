package io.querybatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class StrictJsonFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final JsonLimits LIMITS = new JsonLimits(8);
    private static final String STREAMED = "queries";

    @DictionaryEntries({
        "{\"queries\":[",
        "\"queries\"",
        "\\ud83d",
        "\\u0000",
        "null",
        "1e9999",
        "-0.0",
        "]}",
        "[[[[[[[[",
        "\ufeff"
    })
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            Optional<JsonValue> parsed = readOrRefused(() -> StrictJson.parse(text, LIMITS));
            parsed.ifPresent(value ->
                    assertThat(StrictJson.parse(value.toString(), LIMITS)).isEqualTo(value));
            Optional<JsonValue> walked = readOrRefused(() -> walk(input));
            if (Arrays.equals(input, text.getBytes(StandardCharsets.UTF_8))) {
                assertThat(walked)
                        .isEqualTo(parsed.filter(StrictJsonFuzzTest::isObject).map(StrictJsonFuzzTest::asWalked));
            } else {
                assertThat(walked).as("what is not UTF-8").isEmpty();
            }
        });
    }

    private static boolean isObject(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.OBJECT;
    }

    /** Of a streamed array without elements nothing is handed over. */
    private static JsonValue asWalked(JsonValue value) {
        JsonObject object = value.asJsonObject();
        return JsonValue.EMPTY_JSON_ARRAY.equals(object.get(STREAMED))
                ? Json.createObjectBuilder(object).remove(STREAMED).build()
                : object;
    }

    private static Optional<JsonValue> readOrRefused(Supplier<JsonValue> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ServiceException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(e.violations()).hasSize(1);
            return Optional.empty();
        }
    }

    /** The object, put together from what is handed over; a streamed array keeps its place. */
    private static JsonValue walk(byte[] body) {
        Gathering gathering = new Gathering();
        StrictJson.walkObject(new ByteArrayInputStream(body), Set.of(STREAMED), LIMITS, gathering);
        return gathering.object();
    }

    private static final class Gathering implements StrictJson.Visitor {

        private final JsonObjectBuilder members = Json.createObjectBuilder();
        private final JsonArrayBuilder elements = Json.createArrayBuilder();
        private int count;

        @Override
        public void member(String name, JsonValue value) {
            members.add(name, value);
        }

        @Override
        public void element(String array, int index, JsonValue value) {
            assertThat(array).isEqualTo(STREAMED);
            assertThat(index).isEqualTo(count++);
            elements.add(value);
        }

        JsonValue object() {
            return count == 0
                    ? members.build()
                    : members.add(STREAMED, elements).build();
        }
    }
}
