package io.querybatch.security;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The caller of the present request; set before any resource is reached. */
@RequestScoped
public class CurrentCaller {

    private Caller caller;

    /** The caller; there is always one inside a resource. */
    public Caller get() {
        if (caller == null) {
            throw new IllegalStateException("no caller before authorization");
        }
        return caller;
    }

    /** The caller, if the request has come so far that it is known who that is. */
    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    void set(Caller caller) {
        this.caller = caller;
    }
}
