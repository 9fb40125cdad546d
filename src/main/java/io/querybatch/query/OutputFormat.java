package io.querybatch.query;

import java.util.Locale;
import java.util.Optional;

/** The formats a result can be fetched in (contract A7). */
public enum OutputFormat {
    JSON,
    CSV;

    /** The name on the wire, such as {@code json}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of that wire name; empty when there is none. */
    public static Optional<OutputFormat> parse(String wireName) {
        for (OutputFormat format : values()) {
            if (format.wireName().equals(wireName)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
