package io.querybatch.platform;

import io.querybatch.results.EncryptionKeys;
import java.util.function.Function;

/** The settings of encrypted results. */
final class EncryptionSettings {

    private static final String NAME = "querybatch.results.keys";
    private static final String ONLY = "querybatch.results.encrypted-only";

    private EncryptionSettings() {}

    /**
     * Reads them. A file that is there and empty is no wish to have results unencrypted.
     *
     * @throws StartupException if the keys cannot be read, of which it quotes none, or if there are none and must be
     */
    static EncryptionKeys of(Settings settings) {
        boolean only = settings.value(ONLY, Settings::flag, false);
        EncryptionKeys keys = keys(settings);
        if (only && keys.writing().isEmpty()) {
            throw new StartupException(ONLY + ": is true, and there is no " + NAME);
        }
        return only ? keys.only() : keys;
    }

    private static EncryptionKeys keys(Settings settings) {
        String text = settings.value(NAME, Function.identity(), null);
        try {
            return text == null ? EncryptionKeys.NONE : EncryptionKeys.parse(text);
        } catch (IllegalArgumentException e) {
            throw new StartupException(NAME + ": " + e.getMessage());
        }
    }
}
