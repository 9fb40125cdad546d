package io.querybatch.apikeys;

import io.querybatch.audit.Actor;
import io.querybatch.security.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps API keys. Every method is one transaction; what changes something is written into the audit log with it. */
public interface ApiKeyStore {

    /** Stores a new key; what it has as {@code seq} does not matter. */
    ApiKey add(ApiKey key, Actor by);

    /** A key, whether it is valid or not. */
    Optional<ApiKey> find(ApiKeyId id);

    /**
     * Keys, the newest first.
     *
     * @param reach whose
     * @param before only those with a smaller {@code seq}
     * @param limit most keys to return
     */
    List<ApiKey> list(Reach reach, long before, int limit);

    /** Revokes a key, unless that was done before; empty if there is none. Once it returns the key opens nothing. */
    Optional<ApiKey> revoke(ApiKeyId id, Instant now, Actor by);

    /** Keeps another seal of a key, unless something else than {@code kept} is there by now. What it opens stays, so nothing is audited. */
    void reseal(ApiKeyId id, KeySeal kept, KeySeal better);
}
