package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.planning.ItemRequest;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole query with everything that is in it. Replays its seeds; fuzzes when JAZZER_FUZZ is set (docs/fuzzing.md). */
class ItemReaderFuzzTest {

    private static final Duration HANG = Duration.ofMinutes(1);
    private static final String POINTER = "/queries/7";

    @DictionaryEntries({
        "\"ds_id\":\"F\"",
        "\"ds_accounts\":",
        "{\"filter_id\":\"",
        "\"filter_name\":\"/",
        "\"ds_segments\":[\"",
        "\"fields\":",
        "[{\"id\":\"",
        "\"split\":\"column\"",
        "\"filter\":\"",
        "\"order_rows\":[\"",
        "\"order_columns\":\"",
        "\"max_rows\":",
        "\"settings\":\"{'no_headers': True}\"",
        "\"settings\":{",
        "\"round_metrics_to\":2",
        "\"timezone\":\"+02:00\"",
        "\"date_range_type\":\"custom\"",
        "\"start_date\":\"today\"",
        "\"compare_type\":\"previous_year\"",
        "\"compare_show\":\"value\"",
        "\"id\":\"x\"",
        "null",
        "true",
        " desc"
    })
    @FuzzTest(maxDuration = "10m")
    void readsOrRefuses(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertTimeoutPreemptively(HANG, () -> {
            List<Violation> violations = new ArrayList<>();
            Optional<ItemRequest> item = read(text, violations);
            assertThat(violations).allSatisfy(ItemReaderFuzzTest::check);
            if (violations.isEmpty()) {
                assertThat(item).hasValueSatisfying(ItemReaderFuzzTest::check);
            }
        });
    }

    private static Optional<ItemRequest> read(String text, List<Violation> violations) {
        return new ItemReader(new JsonLimits(64), violations).read(POINTER, Json.createValue(text));
    }

    private static void check(Violation violation) {
        assertThat(violation.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(violation.pointer()).matches("(?s)" + POINTER + "(/([^~/]|~[01])*)*");
        assertThat(violation.detail()).hasSizeLessThan(600).matches("[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+");
    }

    private static void check(ItemRequest item) {
        assertThat(item.pointer()).isEqualTo(POINTER);
        assertThat(item.fields()).isNotEmpty();
        assertThat(item.dataSource()).hasSizeLessThanOrEqualTo(255);
    }
}
