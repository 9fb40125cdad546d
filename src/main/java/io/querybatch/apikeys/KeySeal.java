package io.querybatch.apikeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a key: HMAC-SHA-256 under the server's own secret. Who has the store alone can neither use a key nor make one. No
 * slow hash, which every request would pay for: the secret of a key is random, so there is nothing to guess.
 */
public final class KeySeal {

    /** Bytes of the server's secret. */
    public static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    /** {@code secret} has 32 bytes, or none: then there are no API keys here. */
    public KeySeal(byte[] secret) {
        if (secret.length != 0 && secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("a secret has " + SECRET_BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    /** Whether there are API keys here. */
    boolean exists() {
        return secret.length > 0;
    }

    /** What is kept of a key, 64 hex digits. */
    String of(KeyText key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(key.reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether that was kept of this key; takes as long for every wrong one. */
    boolean fits(KeyText key, String kept) {
        return MessageDigest.isEqual(
                of(key).getBytes(StandardCharsets.US_ASCII), kept.getBytes(StandardCharsets.US_ASCII));
    }
}
