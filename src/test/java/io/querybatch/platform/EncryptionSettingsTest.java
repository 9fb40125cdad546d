package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of encrypted results. */
class EncryptionSettingsTest {

    private static final String ONLY = "querybatch.results.encrypted-only";

    private static final String NAME = "querybatch.results.keys";

    @TempDir
    private Path folder;

    @Test
    void withoutKeysNothingIsEncrypted() {
        assertThat(EncryptionSettings.of(GivenSettings.of(Map.of())).writing()).isEmpty();
    }

    @Test
    void keysMayBeInAFileOneALine() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), Keys.text("b") + "\n" + Keys.text("a") + "\n");

        assertThat(EncryptionSettings.of(GivenSettings.of(Map.of(NAME + ".file", file.toString()))))
                .hasToString("b, a");
    }

    @Test
    void aWrongKeyStopsTheStartAndIsNotQuoted() {
        assertThatThrownBy(() -> EncryptionSettings.of(GivenSettings.of(Map.of(NAME, "2026:c2VjcmV0"))))
                .isInstanceOf(StartupException.class)
                .hasMessage(NAME + ": key \"2026\" must be the base64 of 32 bytes")
                .hasNoCause();
    }

    /** It would store results in the clear that are meant to be encrypted. */
    @Test
    void anEmptyFileStopsTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), "\n");

        assertThatThrownBy(() -> EncryptionSettings.of(GivenSettings.of(Map.of(NAME + ".file", file.toString()))))
                .isInstanceOf(StartupException.class)
                .hasMessage(NAME + ": key 1 must be <id>:<base64 of 32 bytes>");
    }

    @Test
    void onlyEncryptedResultsAreWantedIfThatIsSaid() {
        String keys = Base64.getEncoder().encodeToString(new byte[EncryptionKeys.KEY_BYTES]);
        Map<String, String> given = Map.of(NAME, "2026:" + keys, ONLY, "true");
        assertThat(EncryptionSettings.of(GivenSettings.of(given)).readsUnencrypted())
                .isFalse();
        assertThat(EncryptionSettings.of(GivenSettings.of(Map.of(NAME, "2026:" + keys)))
                        .readsUnencrypted())
                .isTrue();
    }

    @Test
    void onlyEncryptedResultsNeedAKey() {
        assertThatThrownBy(() -> EncryptionSettings.of(GivenSettings.of(Map.of(ONLY, "true"))))
                .isInstanceOf(StartupException.class)
                .hasMessage(ONLY + ": is true, and there is no " + NAME);
    }
}
