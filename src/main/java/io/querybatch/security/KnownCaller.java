package io.querybatch.security;

import jakarta.security.enterprise.CallerPrincipal;
import java.util.Objects;

/** A principal of whom all is known without a token. */
public final class KnownCaller extends CallerPrincipal {

    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    public KnownCaller(Caller caller) {
        super(caller.subject());
        this.caller = caller;
    }

    Caller caller() {
        return Objects.requireNonNull(caller, "principals of requests are not serialised");
    }
}
