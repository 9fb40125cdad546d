package io.querybatch.apikeys;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identifies an API key, of which it is the part that is no secret: {@code api_} and 16 lowercase hex digits.
 *
 * @param value the identifier as it is on the wire, never null
 */
public record ApiKeyId(String value) {

    private static final Pattern FORM = Pattern.compile("api_[0-9a-f]{16}");
    private static final int RANDOM_BYTES = 8;

    public ApiKeyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of an API key");
        }
    }

    /** Draws a new identifier. */
    static ApiKeyId random(RandomGenerator random) {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        return new ApiKeyId("api_" + HexFormat.of().formatHex(bits));
    }

    /** Reads an identifier sent by a caller; empty when it cannot be one of ours. */
    static Optional<ApiKeyId> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new ApiKeyId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
