package io.querybatch.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keeps secrets in the store unreadable for who has the store alone: AES-256 in Galois/Counter Mode. Without a key, as they are. */
public final class SecretBox {

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final String SEALED = "sealed:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    /** {@code key} has 32 bytes, or none. */
    public SecretBox(byte[] key) {
        if (key.length != 0 && key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
        this.key = key.clone();
    }

    /** The secret as it is kept. */
    public String seal(String secret) {
        if (key.length == 0) {
            return secret;
        }
        byte[] sealed = new byte[NONCE_BYTES];
        random.nextBytes(sealed);
        try {
            byte[] text = secret.getBytes(StandardCharsets.UTF_8);
            byte[] locked = cipher(Cipher.ENCRYPT_MODE, sealed).doFinal(text);
            sealed = Arrays.copyOf(sealed, NONCE_BYTES + locked.length);
            System.arraycopy(locked, 0, sealed, NONCE_BYTES, locked.length);
            return SEALED + Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** Empty if it was sealed with another key, or none. */
    public Optional<String> open(String stored) {
        if (!stored.startsWith(SEALED)) {
            return Optional.of(stored);
        }
        if (key.length == 0) {
            return Optional.empty();
        }
        try {
            byte[] sealed = Base64.getDecoder().decode(stored.substring(SEALED.length()));
            byte[] text = cipher(Cipher.DECRYPT_MODE, sealed).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        return cipher;
    }
}
