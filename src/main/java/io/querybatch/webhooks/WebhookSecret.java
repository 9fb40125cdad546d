package io.querybatch.webhooks;

import java.util.Base64;
import java.util.Optional;

/** What calls are signed with: {@code whsec_} and the base64 of 24 to 64 bytes (Standard Webhooks). */
final class WebhookSecret {

    static final String WRONG = "must be \"whsec_\" and the base64 of 24 to 64 bytes";

    private static final String PREFIX = "whsec_";
    private static final int FEWEST = 24;
    private static final int MOST = 64;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** Empty if it is none. */
    static Optional<WebhookSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return key.length >= FEWEST && key.length <= MOST ? Optional.of(new WebhookSecret(key)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For HMAC-SHA256. */
    byte[] key() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "WebhookSecret[...]";
    }
}
