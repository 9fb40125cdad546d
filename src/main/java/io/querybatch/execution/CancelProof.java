package io.querybatch.execution;

import java.util.Locale;

/** How a stopped query ended (contract A5, {@code error_info.cancel}). */
public enum CancelProof {
    NEVER_STARTED,
    KILLED_AT_SOURCE,
    KILL_UNCONFIRMED;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
