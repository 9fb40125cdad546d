package io.querybatch.security;

import io.querybatch.hosts.ForHosts;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a token can allow (contract A3). */
@ForHosts(since = "0.1")
public enum Scope {
    DS_QUERIES_RUN,
    DS_ACCOUNTS_READ,
    DS_ADMIN;

    /** The name in a token. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scopes among those names; others mean nothing here. */
    static Set<Scope> among(Set<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (names.contains(scope.wireName())) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
