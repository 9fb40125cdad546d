package io.querybatch.security;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The token is valid but lacks the scope: 403 FORBIDDEN with a challenge that names it (RFC 6750 §3.1). */
public final class MissingScopeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String scope;

    MissingScopeException(Scope... anyOf) {
        super("missing scope");
        this.scope = Stream.of(anyOf).map(Scope::wireName).collect(Collectors.joining(" "));
    }

    /** The scopes that would have done, separated by blanks. */
    public String scope() {
        return scope;
    }
}
