package io.querybatch.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets as orchestrators hand them out: each in a file. */
class SecretFilesTest {

    private static final String SECRET = "querybatch.api-keys.secret";

    @TempDir
    private Path folder;

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content).toString();
    }

    @Test
    void aSecretIsTheContentOfItsFileWithoutTheLineEnd() throws IOException {
        Settings settings = GivenSettings.of(Map.of("querybatch.db.password.file", file("p4 ss\n")));
        assertThat(settings.dbPassword()).isEqualTo("p4 ss");
        assertThat(GivenSettings.of(Map.of("querybatch.db.password", "plain")).dbPassword())
                .isEqualTo("plain");
    }

    @Test
    void whereBothAreGivenNobodyKnowsWhichIsMeant() throws IOException {
        Settings settings =
                GivenSettings.of(Map.of("querybatch.db.password.file", file("x"), "querybatch.db.password", "plain"));
        assertThatThrownBy(settings::dbPassword)
                .isInstanceOf(StartupException.class)
                .hasMessage("querybatch.db.password: is set, and so is querybatch.db.password.file");
    }

    @Test
    void aFileThatCannotBeReadIsNoEmptySecret() {
        Settings settings = GivenSettings.of(Map.of("querybatch.db.password.file", folder.toString()));
        assertThatThrownBy(settings::dbPassword)
                .isInstanceOf(StartupException.class)
                .hasMessage("querybatch.db.password.file: the file cannot be read");
    }

    @Test
    void whatIsNoSecretHasNoFile() throws IOException {
        Settings settings = GivenSettings.of(Map.of("querybatch.db.user.file", file("somebody")));
        assertThat(settings.dbUser()).isEqualTo("querybatch");
        assertThat(SettingNames.warnings(List.of("QUERYBATCH_DB_USER_FILE", "QUERYBATCH_DB_PASSWORD_FILE"), Set.of()))
                .singleElement()
                .asString()
                .startsWith("QUERYBATCH_DB_USER_FILE: there is no such setting");
    }

    @Test
    void randomBytesAreInBase64() {
        byte[] bytes = {1, 2, 3};
        String text = Base64.getEncoder().encodeToString(bytes);
        assertThat(GivenSettings.of(Map.of(SECRET, text)).secret(SECRET, 3)).isEqualTo(bytes);
        assertThat(GivenSettings.of(Map.of()).secret(SECRET, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQI=", "AQIDBA==", "secret!!"})
    void whatIsNotThatIsRefusedAndNotQuoted(String text) {
        Settings settings = GivenSettings.of(Map.of(SECRET, text));
        assertThatThrownBy(() -> settings.secret(SECRET, 3))
                .isInstanceOf(StartupException.class)
                .hasMessage(SECRET + ": must be the base64 of 3 bytes");
    }
}
