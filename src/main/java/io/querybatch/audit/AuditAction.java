package io.querybatch.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is written down. */
public enum AuditAction {
    /** A batch was submitted. */
    SUBMIT,
    /** A query was submitted alone. */
    QUERY,
    /** The failed queries of a batch were submitted again. */
    RETRY,
    /** All queries of a batch were submitted again. */
    DUPLICATE,
    /** A batch was paused, resumed or changed otherwise. */
    CHANGE,
    CANCEL,
    DELETE_RESULTS,
    /** An administrator made an API key. */
    CREATE_KEY,
    /** An administrator revoked an API key. */
    REVOKE_KEY,
    /** An administrator read what is not his own tenant's alone. */
    ADMIN_READ,
    /** Somebody was not let in, or not to what he asked for. */
    REFUSE;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of a name, if it is one. */
    public static Optional<AuditAction> of(String wireName) {
        return Arrays.stream(values())
                .filter(action -> action.wireName().equals(wireName))
                .findFirst();
    }
}
