package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identifies a batch: {@code qrb_} and 20 lowercase hex digits, 80 random bits (contract A5).
 *
 * @param value the identifier as it is on the wire, never null
 */
@ForHosts(since = "0.1")
public record BatchId(String value) {

    private static final Pattern FORM = Pattern.compile("qrb_[0-9a-f]{20}");
    private static final int RANDOM_BYTES = 10;

    public BatchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a batch id");
        }
    }

    /** Draws a new identifier; {@code random} must be a secure generator, since ids must not be guessable. */
    @Internal
    public static BatchId random(RandomGenerator random) {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        return new BatchId("qrb_" + HexFormat.of().formatHex(bits));
    }

    /** Reads an identifier sent by a caller; empty when it cannot be one of ours. */
    public static Optional<BatchId> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new BatchId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
