package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts and decrypts the chunks of one file: AES-256 in Galois/Counter Mode. The nonce is the number of the chunk; the name of
 * the file, and whether the chunk is its last, are authenticated with it. So a chunk fits in one place of one file only.
 */
final class ChunkCipher {

    /** Plain bytes of every chunk but the last: small, since a page may need a few bytes of two of them. */
    static final int PLAIN_BYTES = 16 * 1024;

    static final int TAG_BYTES = 16;

    /** Stored bytes of every chunk but the last. */
    static final int STORED_BYTES = PLAIN_BYTES + TAG_BYTES;

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;

    private final SecretKey key;
    private final byte[] name;
    private final Cipher cipher;

    ChunkCipher(SecretKey fileKey, byte[] name) {
        this.key = fileKey;
        this.name = name.clone();
        try {
            this.cipher = Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /** Encrypts all of {@code plain}; no two chunks of one file may have the same number. */
    void encrypt(ByteBuffer plain, long number, boolean last, ByteBuffer stored) {
        try {
            begin(Cipher.ENCRYPT_MODE, number, last);
            cipher.doFinal(plain, stored);
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /**
     * Decrypts all of {@code stored}; nothing is given that is not authentic.
     *
     * @throws CorruptResultException if it is not what was encrypted as this chunk of this file with this key
     */
    void decrypt(ByteBuffer stored, long number, boolean last, ByteBuffer plain) throws CorruptResultException {
        try {
            begin(Cipher.DECRYPT_MODE, number, last);
            cipher.doFinal(stored, plain);
        } catch (AEADBadTagException e) {
            throw new CorruptResultException("not what was encrypted here with this key", e);
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    private void begin(int mode, long number, boolean last) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(nonce).putInt(0).putLong(number);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(name);
        cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
    }

    private static IllegalStateException impossible(GeneralSecurityException e) {
        return new IllegalStateException("every Java has " + ALGORITHM, e);
    }
}
