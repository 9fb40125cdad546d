package io.querybatch.apikeys;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The secrets of the server that keys are kept with: new ones with the first, the others open what was made with them. */
public final class KeySecrets {

    /** Bytes of a secret. */
    public static final int SECRET_BYTES = KeySecret.BYTES;

    private final List<KeySecret> secrets;

    private KeySecrets(List<KeySecret> secrets) {
        this.secrets = secrets;
    }

    /** What the server has of the secret that a key was kept with. */
    public enum Standing {
        /** The one for new keys. */
        CURRENT,
        /** One that only opens. */
        EARLIER,
        /** None: the key opens nothing. */
        MISSING,
        /** It was not noted when the key was made; it will be when the key is used. */
        UNKNOWN
    }

    /**
     * With none there are no API keys here.
     *
     * @param secrets of 32 bytes each
     * @throws IllegalArgumentException if one has another length, or is there twice
     */
    public static KeySecrets of(List<byte[]> secrets) {
        List<KeySecret> all = secrets.stream().map(KeySecret::new).toList();
        if (all.stream().map(KeySecret::id).distinct().count() < all.size()) {
            throw new IllegalArgumentException("a secret is there twice");
        }
        return new KeySecrets(all);
    }

    /** Whether there are API keys here. */
    boolean exist() {
        return !secrets.isEmpty();
    }

    /** What is kept of a new key. */
    KeySeal seal(KeyText key) {
        return secrets.get(0).seal(key);
    }

    /** Whether that was kept of this key. Of several secrets each is tried, so that time does not tell which it was. */
    boolean fit(KeyText key, KeySeal kept) {
        return secrets.stream()
                .filter(secret -> kept.secret() == null || secret.id().equals(kept.secret()))
                .map(secret -> secret.fits(key, kept))
                .reduce(false, Boolean::logicalOr);
    }

    /** What should be kept of a key that fits, if it is something else than what is. */
    Optional<KeySeal> better(KeyText key, KeySeal kept) {
        return standing(kept) == Standing.CURRENT ? Optional.empty() : Optional.of(seal(key));
    }

    Standing standing(KeySeal kept) {
        if (kept.secret() == null) {
            return exist() ? Standing.UNKNOWN : Standing.MISSING;
        }
        if (exist() && secrets.get(0).id().equals(kept.secret())) {
            return Standing.CURRENT;
        }
        return secrets.stream().anyMatch(secret -> Objects.equals(secret.id(), kept.secret()))
                ? Standing.EARLIER
                : Standing.MISSING;
    }
}
