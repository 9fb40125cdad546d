package io.querybatch.results.blocks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for one file, made of a key of the server's and random bytes of the file's own: HKDF with SHA-256 (RFC 5869). So chunks of
 * a file may be counted, and no two files of a key ever share a nonce.
 */
final class FileKey {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] PURPOSE = "querybatch results 1".getBytes(StandardCharsets.US_ASCII);

    private FileKey() {}

    static SecretKey of(SecretKey key, byte[] salt) {
        return new SecretKeySpec(hkdf(key.getEncoded(), salt, PURPOSE), "AES");
    }

    /** The first 32 bytes, which are one step of its second part. */
    static byte[] hkdf(byte[] key, byte[] salt, byte[] info) {
        byte[] step = Arrays.copyOf(info, info.length + 1);
        step[info.length] = 1;
        return hmac(hmac(salt, key), step);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
