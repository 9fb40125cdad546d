package io.querybatch.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Stands for texts by their SHA-256: two are equal if, and only if, the same texts in the same order are behind them. */
public final class Fingerprint {

    private Fingerprint() {}

    /** 43 characters of the URL-safe Base64 alphabet. */
    public static String of(String... texts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(texts));
    }

    /** 64 hexadecimal digits. */
    public static String hex(String... texts) {
        return HexFormat.of().formatHex(hash(texts));
    }

    private static byte[] hash(String... texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            // With its length: else "ab", "c" and "a", "bc" would be the same.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** A SHA-256 of nothing yet. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
