package io.querybatch.http;

import java.util.List;
import java.util.Optional;

/**
 * The prefixes under which the API answers alike (contract A1).
 *
 * @param prefix the prefix the caller used, such as {@code /v2}; empty for the root
 * @param path what follows it, such as {@code /query/batch}
 */
record Prefix(String prefix, String path) {

    private static final List<String> KNOWN = List.of("/enterprise/v2", "/v2", "");
    private static final String API = "/query";

    /** Takes a path apart; empty if it does not belong to the API. */
    static Optional<Prefix> of(String path) {
        for (String prefix : KNOWN) {
            if (path.startsWith(prefix + API + "/") || path.equals(prefix + API)) {
                return Optional.of(new Prefix(prefix, path.substring(prefix.length())));
            }
        }
        return Optional.empty();
    }
}
