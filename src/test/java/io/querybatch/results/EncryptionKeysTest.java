package io.querybatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptionKeysTest {

    private static final String SECRET = Keys.secret(1);

    @Test
    void theFirstWritesAndAllAreFound() {
        EncryptionKeys keys = EncryptionKeys.parse(" new:" + Keys.secret(2) + ",\n old_1.x-y:" + SECRET + "\n");

        assertThat(keys.writing().orElseThrow().id()).isEqualTo("new");
        assertThat(keys.find("old_1.x-y").orElseThrow().secret().getEncoded())
                .hasSize(32)
                .containsOnly(1);
        assertThat(keys.find("old")).isEmpty();
        assertThat(EncryptionKeys.NONE.writing()).isEmpty();
    }

    @Test
    void noSecretIsInTheText() {
        EncryptionKeys keys = EncryptionKeys.parse("new:" + Keys.secret(2) + " old:" + SECRET);

        assertThat(keys).hasToString("new, old");
        assertThat(keys.writing().orElseThrow()).hasToString("new");
    }

    /** {@code S} stands for a good secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | key 1 must be <id>:<base64 of 32 bytes>",
                "S             | key 1 must be <id>:<base64 of 32 bytes>",
                "a:S,          | key 2 must be <id>:<base64 of 32 bytes>",
                "a:S,,b:T      | key 2 must be <id>:<base64 of 32 bytes>",
                ":S            | the id of key 1 must be 1 to 32 letters, digits, dots, dashes and underscores",
                "S:a           | the id of key 1 must be 1 to 32 letters, digits, dots, dashes and underscores",
                "a:S,ü:T       | the id of key 2 must be 1 to 32 letters, digits, dots, dashes and underscores",
                "a:            | key \"a\" must be the base64 of 32 bytes",
                "a:AQI=        | key \"a\" must be the base64 of 32 bytes",
                "a:no!base64   | key \"a\" must be the base64 of 32 bytes",
                "a:S:b         | key \"a\" must be the base64 of 32 bytes",
                "a:S,a:T       | two keys have the id \"a\"",
                "a:S,b:T,c:S   | keys \"a\" and \"c\" are the same"
            })
    void whatIsWrongIsToldAndNoSecretQuoted(String text, String message) {
        String given = text.replace("S", SECRET).replace("T", Keys.secret(2));
        assertThatThrownBy(() -> EncryptionKeys.parse(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause();
    }
}
