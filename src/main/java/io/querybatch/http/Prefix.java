package io.querybatch.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The prefixes under which the API answers alike (contract A1). */
final class Prefix {

    static final String SHORT = "/v2";
    static final String METRICS = "/metrics";

    private static final String LONG = "/enterprise/v2";
    private static final List<String> KNOWN = List.of(LONG, SHORT, "");
    private static final List<String> API = List.of("/query", "/datasource", "/me", METRICS, "/admin");

    /** Dot segments, plain or encoded, with or without path parameters. */
    private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(;[^/]*)?(?=/|$)");

    /** What some server would read as a separator, or decode a second time. */
    private static final Pattern HIDDEN = Pattern.compile("(?i)\\\\|%(2f|5c|25|00)");

    private Prefix() {}

    /**
     * Whether a raw path means the same before and after a prefix is taken off it. One with dot segments does not:
     * {@code /enterprise/v2/query/../../x} is harmless, but what follows the prefix would leave the API.
     */
    static boolean isPlain(String path) {
        return !DOTS.matcher(path).find() && !HIDDEN.matcher(path).find();
    }

    /** Where the JAX-RS application has to be besides {@link #SHORT}, as patterns of servlets. */
    static String[] patterns() {
        return Stream.concat(Stream.of(LONG), API.stream())
                .map(path -> path.equals(METRICS) ? path : path + "/*") // Payara puts one of its own below it.
                .toArray(String[]::new);
    }

    /** The prefix of a raw path: {@code /v2}, for instance, or the empty text; no value if the path does not belong to the API. */
    static Optional<String> of(String path) {
        for (String prefix : KNOWN) {
            for (String api : API) {
                if (path.startsWith(prefix + api + "/") || path.equals(prefix + api)) {
                    return Optional.of(prefix);
                }
            }
        }
        return Optional.empty();
    }
}
