package io.querybatch.apikeys;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: its id, and a secret of 256 random bits, such as {@code api_3feb5ff5c71e0a9b_…}. Never
 * kept, and never in a log: hence no {@code toString}.
 */
final class KeyText {

    /** What tells a key from a token. */
    static final String PREFIX = "api_";

    private static final Pattern FORM = Pattern.compile("(api_[0-9a-f]{16})_[A-Za-z0-9_-]{43}");
    private static final int SECRET_BYTES = 32;

    private final ApiKeyId id;
    private final String text;

    private KeyText(ApiKeyId id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Draws a new key. */
    static KeyText random(SecureRandom random) {
        ApiKeyId id = ApiKeyId.random(random);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyText(
                id, id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty if it has not the form of a key. */
    static Optional<KeyText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new KeyText(new ApiKeyId(matcher.group(1)), text)) : Optional.empty();
    }

    ApiKeyId id() {
        return id;
    }

    /** The whole of it. */
    String reveal() {
        return text;
    }
}
