package io.querybatch.query;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Identifies a schedule of batches: {@code qrs_} and 20 lowercase hex digits, 80 random bits. Not called a schedule's id, for in
 * this API that is the id of a query.
 *
 * @param value the identifier as it is on the wire, never null
 */
public record RecurrenceId(String value) {

    private static final Pattern FORM = Pattern.compile("qrs_[0-9a-f]{20}");
    private static final int RANDOM_BYTES = 10;

    public RecurrenceId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a recurrence id");
        }
    }

    /** Draws a new identifier; {@code random} must be a secure generator, since ids must not be guessable. */
    public static RecurrenceId random(RandomGenerator random) {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        return new RecurrenceId("qrs_" + HexFormat.of().formatHex(bits));
    }

    /** Reads an identifier sent by a caller; empty when it cannot be one of ours. */
    public static Optional<RecurrenceId> parse(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(new RecurrenceId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
