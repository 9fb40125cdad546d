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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes keys, and knows their holders. */
public final class ApiKeys {

    private static final Logger LOG = Logger.getLogger(ApiKeys.class.getName());

    private final ApiKeyStore store;
    private final KeySecrets secrets;
    private final Clock clock;
    private final SecureRandom random;
    private final Set<ApiKeyId> moved = ConcurrentHashMap.newKeySet();

    public ApiKeys(ApiKeyStore store, KeySecrets secrets, Clock clock, SecureRandom random) {
        this.store = store;
        this.secrets = secrets;
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
        if (!secrets.exist()) {
            throw ServiceException.of(
                    ErrorCode.CONFLICT_ERROR,
                    "This server has no API keys: its operator has to set querybatch.api-keys.secret first.");
        }
        KeyText text = KeyText.random(random);
        Instant now = now();
        ApiKey key = new ApiKey(
                text.id(), 0, wanted.terms(), secrets.seal(text), now, by.subject(), now.plus(wanted.lifetime()), null);
        return new Issued(store.add(key, by), text);
    }

    /** Who holds a key; empty if it opens nothing, whatever the reason. */
    Optional<Caller> holder(String text) {
        if (!secrets.exist()) {
            return Optional.empty();
        }
        return KeyText.parse(text)
                .flatMap(key -> store.find(key.id())
                        .filter(found -> secrets.fit(key, found.seal()))
                        .filter(found -> found.state(now()) == ApiKey.State.VALID)
                        .map(found -> {
                            keepBetter(key, found);
                            return found.holder();
                        }));
    }

    /** What the server has of the secret that a key was kept with. */
    KeySecrets.Standing secretOf(ApiKey key) {
        return secrets.standing(key.seal());
    }

    /**
     * Has a key that is used kept with the first secret, so that the others can go some day. Once by each process: nodes that have
     * not the same first secret for a while would do it in turns.
     */
    private void keepBetter(KeyText text, ApiKey key) {
        secrets.better(text, key.seal()).filter(better -> moved.add(key.id())).ifPresent(better -> {
            try {
                store.reseal(key.id(), key.seal(), better);
            } catch (RuntimeException e) {
                // It opens as it is; another process may do it.
                LOG.log(Level.WARNING, e, () -> "API key " + key.id() + ": not yet kept with the first secret");
            }
        });
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
