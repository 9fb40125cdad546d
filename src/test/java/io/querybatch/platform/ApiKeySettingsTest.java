package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.apikeys.KeySecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secrets that API keys are kept with, as operators give them. */
class ApiKeySettingsTest {

    private static final String SECRET = "querybatch.api-keys.secret";
    private static final String A = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    @TempDir
    private Path folder;

    private static KeySecrets read(String text) {
        return ApiKeySettings.of(GivenSettings.of(Map.of(SECRET, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {A, A + "," + B, " " + A + " ,\t" + B + "\n", A + "\r\n" + B + "\r\n", A + " " + B})
    void oneSecretOrSeveral(String text) {
        assertThat(read(text)).isNotNull();
    }

    @Test
    void aFileHasOneInEachLine() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), A + "\n" + B + "\n" + A + "\n");
        assertThatThrownBy(() -> ApiKeySettings.of(GivenSettings.of(Map.of(SECRET + ".file", file.toString()))))
                .isInstanceOf(StartupException.class)
                .hasMessage(SECRET + ": has the same secret twice");
        Files.writeString(file, A + "\n" + B + "\n");
        assertThat(ApiKeySettings.of(GivenSettings.of(Map.of(SECRET + ".file", file.toString()))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "secret!!", A + ",", "," + A, A + ",," + B, A + ";" + B, A + ",AAAA", A + B})
    void whatIsNoSecretIsRefusedAndNotQuoted(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(StartupException.class)
                .hasMessage(SECRET + ": must be the base64 of 32 bytes, or several of those with commas or line ends"
                        + " between them");
    }
}
