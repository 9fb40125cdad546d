package io.querybatch.apikeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of the server that keys are kept with. No slow hash, which every request would pay for: the secret of a key is random,
 * so there is nothing to guess.
 */
final class KeySecret {

    /** Bytes of it. */
    static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_DIGITS = 16;

    private final SecretKeySpec secret;
    private final String id;

    KeySecret(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("a secret has " + BYTES + " bytes");
        }
        this.secret = new SecretKeySpec(secret, ALGORITHM);
        // Not of the form of a key, so that no seal begins with it.
        this.id = code("id of this secret").substring(0, ID_DIGITS);
    }

    /** By which seals name it; says nothing about it. */
    String id() {
        return id;
    }

    KeySeal seal(KeyText key) {
        return new KeySeal(id, code(key.reveal()));
    }

    /** Whether that was kept of this key; takes as long for every wrong one. */
    boolean fits(KeyText key, KeySeal kept) {
        return MessageDigest.isEqual(bytes(code(key.reveal())), bytes(kept.code()));
    }

    private String code(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
