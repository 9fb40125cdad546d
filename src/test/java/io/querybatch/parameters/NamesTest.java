package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.errors.Violation;
import io.querybatch.http.JsonLimits;
import io.querybatch.http.StrictJson;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private final List<Violation> violations = new ArrayList<>();

    private Members members(String json) {
        JsonValue value = StrictJson.parse(json, new JsonLimits(64));
        return new Members("", Map.of("names", value), violations);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "\"a\"                      => a",
                "\" a b ,\\tc\\n\"          => a b|c",
                "\"a,a\"                    => a|a",
                "\"list.hubs, 007\"         => list.hubs|007",
                "[\"a\", \" b \"]           => a|b",
                "[\"a,b\"]                  => a,b",
                "\"\\u00a0a\"               => \u00a0a",
            })
    void readsCommaListsAndArrays(String json, String names) {
        assertThat(Names.required(members(json), "names", "account ids")).containsExactly(names.split("\\|"));
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"  \"",
                "\",\"",
                "\"a,\"",
                "\",a\"",
                "\"a,,b\"",
                "[]",
                "[\"\"]",
                "[\"a\",\" \"]",
                "[\"a\",1]",
                "[null]",
                "[[\"a\"]]",
                "null",
                "7",
                "true",
                "{}"
            })
    void refusesWhatHasAnEmptyNameOrIsNoList(String json) {
        assertThat(Names.required(members(json), "names", "account ids")).isEmpty();
        assertThat(violations)
                .extracting(Violation::toString)
                .containsExactly(
                        "/names: must be a comma-separated string or an array of account ids, none of them empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "[]", "null"})
    void optionalNamesMaySayNothing(String json) {
        assertThat(Names.optional(members(json), "names", "segment ids")).isEmpty();
        assertThat(violations).isEmpty();
    }
}
