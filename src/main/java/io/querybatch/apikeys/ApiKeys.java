package io.querybatch.apikeys;

import io.querybatch.audit.Actor;
import io.querybatch.errors.ErrorCode;
import io.querybatch.errors.ServiceException;
import io.querybatch.security.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes keys, and knows their holders. */
public final class ApiKeys {

    private final ApiKeyStore store;
    private final KeySeal seal;
    private final Clock clock;
    private final SecureRandom random;

    public ApiKeys(ApiKeyStore store, KeySeal seal, Clock clock, SecureRandom random) {
        this.store = store;
        this.seal = seal;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A key that was just made.
     *
     * @param key the key
     * @param text all of it, which nobody can get a second time
     */
    record Issued(ApiKey key, KeyText text) {}

    /**
     * Makes a key.
     *
     * @throws ServiceException CONFLICT_ERROR if this server has no secret to keep keys with
     */
    Issued issue(NewApiKey wanted, Actor by) {
        if (!seal.exists()) {
            throw ServiceException.of(
                    ErrorCode.CONFLICT_ERROR,
                    "This server has no API keys: its operator has to set querybatch.api-keys.secret first.");
        }
        KeyText text = KeyText.random(random);
        Instant now = now();
        ApiKey key = new ApiKey(
                text.id(), 0, wanted.terms(), seal.of(text), now, by.subject(), now.plus(wanted.lifetime()), null);
        return new Issued(store.add(key, by), text);
    }

    /** Who holds a key; empty if it opens nothing, whatever the reason. */
    Optional<Caller> holder(String text) {
        if (!seal.exists()) {
            return Optional.empty();
        }
        return KeyText.parse(text)
                .flatMap(key -> store.find(key.id())
                        .filter(found -> seal.fits(key, found.seal()))
                        .filter(found -> found.state(now()) == ApiKey.State.VALID)
                        .map(ApiKey::holder));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
