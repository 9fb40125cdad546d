package io.querybatch.security;

/** The token is valid but lacks the scope: 403 FORBIDDEN with a challenge that names it (RFC 6750 §3.1). */
public final class MissingScopeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String scope;

    MissingScopeException(Scope missing) {
        super("missing scope");
        this.scope = missing.wireName();
    }

    /** The scope that would have done; where several would, the usual one: a challenge with two would ask for both. */
    public String scope() {
        return scope;
    }
}
