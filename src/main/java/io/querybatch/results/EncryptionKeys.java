package io.querybatch.results;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What stored results are encrypted with: the first key encrypts, each decrypts what was encrypted with it. */
public final class EncryptionKeys {

    /** Without any, results are stored as they are. */
    public static final EncryptionKeys NONE = new EncryptionKeys(List.of(), false);

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    /** Most characters of an id: fewer than the base64 of a key has, so that what is quoted as an id is none. */
    public static final int ID_LENGTH = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1," + ID_LENGTH + "}");
    private static final Pattern KEY = Pattern.compile("([^:]*):(.*)");

    private final List<Key> keys;
    private final boolean only;

    private EncryptionKeys(List<Key> keys, boolean only) {
        this.keys = List.copyOf(keys);
        this.only = only;
    }

    /**
     * A key.
     *
     * @param id what it is called; stored with what it encrypts
     * @param secret 32 bytes
     */
    public record Key(String id, SecretKey secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** Whether that can be the id of a key. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Reads {@code <id>:<base64 of 32 bytes>}, one or more, with commas or white space between them.
     *
     * @throws IllegalArgumentException if it is something else; the message is for the operator and quotes no secret
     */
    public static EncryptionKeys parse(String text) {
        List<Key> keys = new ArrayList<>();
        for (String one : text.strip().split("\\s*,\\s*|\\s+", -1)) {
            Key key = key(keys.size() + 1, one);
            keys.forEach(other -> checkDifferent(other, key));
            keys.add(key);
        }
        return new EncryptionKeys(keys, false);
    }

    private static Key key(int position, String text) {
        Matcher parts = KEY.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("key " + position + " must be <id>:<base64 of 32 bytes>");
        }
        String id = parts.group(1);
        if (!isId(id)) {
            throw new IllegalArgumentException("the id of key " + position + " must be 1 to " + ID_LENGTH
                    + " letters, digits, dots, dashes and underscores");
        }
        return new Key(id, secret(id, parts.group(2)));
    }

    private static SecretKey secret(String id, String text) {
        byte[] bytes = new byte[0];
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // The message for people follows.
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("key \"" + id + "\" must be the base64 of " + KEY_BYTES + " bytes");
        }
        return new SecretKeySpec(bytes, "AES");
    }

    /** A new key that is the old one under another name is a rotation that was none. */
    private static void checkDifferent(Key one, Key other) {
        if (one.id().equals(other.id())) {
            throw new IllegalArgumentException("two keys have the id \"" + one.id() + "\"");
        }
        if (MessageDigest.isEqual(one.secret().getEncoded(), other.secret().getEncoded())) {
            throw new IllegalArgumentException("keys \"" + one.id() + "\" and \"" + other.id() + "\" are the same");
        }
    }

    /** The same keys, with which nothing is read that is not encrypted. */
    public EncryptionKeys only() {
        return new EncryptionKeys(keys, true);
    }

    /** Whether what is not encrypted is read as well. */
    public boolean readsUnencrypted() {
        return !only;
    }

    /** The key that encrypts; empty when nothing is encrypted. */
    public Optional<Key> writing() {
        return keys.stream().findFirst();
    }

    /** The key of that id. */
    public Optional<Key> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** The ids, the one that encrypts first. */
    @Override
    public String toString() {
        return keys.stream().map(Key::id).collect(Collectors.joining(", "));
    }
}
