package io.querybatch.platform;

import io.querybatch.apikeys.KeySecrets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of API keys. What cannot be read is not quoted: it is a secret all the same. */
final class ApiKeySettings {

    private static final String SECRET = "querybatch.api-keys.secret";

    /** A comma, or the end of a line in a file. */
    private static final Pattern BETWEEN = Pattern.compile("\\s*[,\\s]\\s*");

    private ApiKeySettings() {}

    /**
     * Reads the secrets that keys are kept with; there may be none.
     *
     * @throws StartupException if they cannot be read
     */
    static KeySecrets of(Settings settings) {
        List<byte[]> secrets = secrets(settings.text(SECRET, ""));
        try {
            return KeySecrets.of(secrets);
        } catch (IllegalArgumentException e) {
            throw new StartupException(SECRET + ": has the same secret twice");
        }
    }

    private static List<byte[]> secrets(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<byte[]> secrets = Stream.of(BETWEEN.split(text, -1))
                    .map(Base64.getDecoder()::decode)
                    .toList();
            if (secrets.stream().allMatch(secret -> secret.length == KeySecrets.SECRET_BYTES)) {
                return secrets;
            }
        } catch (IllegalArgumentException e) {
            // The message for people follows.
        }
        throw new StartupException(SECRET + ": must be the base64 of " + KeySecrets.SECRET_BYTES
                + " bytes, or several of those with commas or line ends between them");
    }
}
