package io.querybatch.results;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of tests. */
public final class Keys {

    private Keys() {}

    /** Keys of these ids, each with a secret that its id tells; the first encrypts. */
    public static EncryptionKeys of(String... ids) {
        return EncryptionKeys.parse(Stream.of(ids).map(Keys::text).collect(Collectors.joining(",")));
    }

    /** A key as it is set. */
    public static String text(String id) {
        return id + ":" + secret(id.hashCode());
    }

    /** The base64 of 32 equal bytes. */
    public static String secret(int seed) {
        byte[] bytes = new byte[EncryptionKeys.KEY_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
