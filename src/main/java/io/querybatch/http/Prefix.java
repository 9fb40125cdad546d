package io.querybatch.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The prefixes under which the API answers alike (contract A1).
 *
 * @param prefix the prefix the caller used, such as {@code /v2}; empty for the root
 * @param path what follows it, such as {@code /query/batch}
 */
record Prefix(String prefix, String path) {

    private static final List<String> KNOWN = List.of("/enterprise/v2", "/v2", "");
    private static final List<String> API = List.of("/query", "/datasource", "/me", "/metrics", "/admin");

    /** Dot segments, plain or encoded, with or without path parameters. */
    private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(;[^/]*)?(?=/|$)");

    /** What some server would read as a separator, or decode a second time. */
    private static final Pattern HIDDEN = Pattern.compile("(?i)\\\\|%(2f|5c|25|00)");

    /**
     * Whether a raw path means the same before and after a prefix is taken off it. One with dot segments does not: the
     * container finds {@code /enterprise/v2/query/../../WEB-INF/x} harmless, but the forward to what follows the prefix
     * would leave the API, and a forward may reach what no request may.
     */
    static boolean isPlain(String path) {
        return !DOTS.matcher(path).find() && !HIDDEN.matcher(path).find();
    }

    /** Takes a path apart; empty if it does not belong to the API. */
    static Optional<Prefix> of(String path) {
        for (String prefix : KNOWN) {
            for (String api : API) {
                if (path.startsWith(prefix + api + "/") || path.equals(prefix + api)) {
                    return Optional.of(new Prefix(prefix, path.substring(prefix.length())));
                }
            }
        }
        return Optional.empty();
    }
}
