package io.querybatch.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.JsonLimits;
import jakarta.json.JsonString;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTextTest {

    private static final JsonLimits LIMITS = new JsonLimits(64);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":[1,true,null,\"it's\"]}           | {\"a\":[1,true,null,\"it's\"]}",
                "{'a': [1, -2.5, 1e-05, True, False]}     | {\"a\":[1,-2.5,0.00001,true,false]}",
                "{'a': None, 'b': {'c': 'd'}}             | {\"a\":null,\"b\":{\"c\":\"d\"}}",
                "{'a': \"it's\"}                          | {\"a\":\"it's\"}",
                "{'a': 'say \"it\\'s\"'}                  | {\"a\":\"say \\\"it's\\\"\"}",
                "{'a': 'None, True: {[\"'}                | {\"a\":\"None, True: {[\\\"\"}",
                "['ORD', 'LAX']                           | [\"ORD\",\"LAX\"]",
                "['a\\\\', 'b']                           | [\"a\\\\\",\"b\"]",
                "[]                                       | []",
            })
    void readsJsonAndWhatPythonPrints(String text, String json) {
        assertThat(LiteralText.parse(text, LIMITS))
                .hasValueSatisfying(value -> assertThat(value).hasToString(json));
    }

    @Test
    void readsCharactersThatPythonEscapes() {
        String text = "['\\n\\r\\t\\x7f\\u200b\\U000e0001\\U0010ffff\\q\\x7G\\ud800']";
        assertThat(LiteralText.parse(text, LIMITS))
                .hasValueSatisfying(
                        list -> assertThat(((JsonString) list.asJsonArray().get(0)).getString())
                                .isEqualTo("\n\r\t\u007f\u200b\udb40\udc01\udbff\udfff\\q\\x7G\\ud800"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'a'",
                "{'a': 'b}",
                "{'a': 'b\\",
                "{'a': b}",
                "{'a': nan}",
                "{'a': ('b',)}",
                "{'a': 1, 'a': 2}",
                "{'a': 'b'} {'a': 'b'}",
                "{'a': Truer}",
                "hello",
            })
    void isEmptyForAnythingElse(String text) {
        assertThat(LiteralText.parse(text, LIMITS)).isEmpty();
    }

    /** As many as fit into a body: looking for the end of the string from each of them would take hours. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void looksForTheEndOfAStringOnce() {
        assertThat(LiteralText.parse("{'" + "\\'".repeat(4_000_000), LIMITS)).isEmpty();
    }
}
