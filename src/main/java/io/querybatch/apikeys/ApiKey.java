package io.querybatch.apikeys;

import io.querybatch.security.Caller;
import java.time.Instant;

/**
 * A key as the store knows it.
 *
 * @param id its id
 * @param seq its place among all keys; later ones have greater numbers
 * @param terms what it opens
 * @param seal what is kept of its secret
 * @param created when it was made
 * @param createdBy subject of who made it
 * @param expires from when on it opens nothing
 * @param revoked when it was revoked, or null
 */
public record ApiKey(
        ApiKeyId id,
        long seq,
        KeyTerms terms,
        KeySeal seal,
        Instant created,
        String createdBy,
        Instant expires,
        Instant revoked) {

    /** What there is to say of it. */
    public enum State {
        VALID,
        EXPIRED,
        REVOKED
    }

    State state(Instant now) {
        if (revoked != null) {
            return State.REVOKED;
        }
        return now.isBefore(expires) ? State.VALID : State.EXPIRED;
    }

    /** Who calls with it: in logs he is named by the key's id. */
    Caller holder() {
        return new Caller(terms.tenant(), id.value(), terms.scopes(), terms.rights());
    }
}
