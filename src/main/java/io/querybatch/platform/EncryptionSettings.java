package io.querybatch.platform;

import io.querybatch.results.EncryptionKeys;
import java.util.function.Function;

/** The setting of encrypted results. */
final class EncryptionSettings {

    private static final String NAME = "querybatch.results.keys";

    private EncryptionSettings() {}

    /**
     * Reads it. A file that is there and empty is no wish to have results unencrypted.
     *
     * @throws StartupException if the keys cannot be read; it quotes none of them
     */
    static EncryptionKeys of(Settings settings) {
        String text = settings.value(NAME, Function.identity(), null);
        try {
            return text == null ? EncryptionKeys.NONE : EncryptionKeys.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartupException(NAME + ": " + e.getMessage());
        }
    }
}
