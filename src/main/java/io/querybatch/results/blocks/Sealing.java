package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultStoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Encrypts what a store keeps, and decrypts what it kept: whole files or objects, packs among them, whatever is in them. Without
 * keys nothing is altered. The format is described in docs/results.md.
 */
public final class Sealing {

    private final SecureRandom random = new SecureRandom();
    private final EncryptionKeys keys;

    /** The first of the keys encrypts. */
    public Sealing(EncryptionKeys keys) {
        this.keys = keys;
    }

    /**
     * Has what {@code sink} takes encrypted, if there is a key.
     *
     * @param name what the file is called among all, wherever the store is: it can be read under this name alone
     */
    public ResultSink seal(String name, ResultSink sink) {
        return keys.writing().map(key -> seal(name, sink, key)).orElse(sink);
    }

    private ResultSink seal(String name, ResultSink sink, EncryptionKeys.Key key) {
        byte[] salt = new byte[Seal.SALT_BYTES];
        random.nextBytes(salt);
        Seal seal = new Seal(key.id(), ByteBuffer.wrap(salt));
        return new SealedSink(sink, seal, cipher(name, seal, key));
    }

    /**
     * The bytes that were written, of a file that is encrypted or not.
     *
     * @param name what it was called when it was written
     * @param stored closed with the result, or when this fails
     * @throws CorruptResultException if it is not what was written
     * @throws ResultStoreUnavailableException if its key is missing
     */
    public ResultBytes open(String name, ResultBytes stored) throws IOException {
        try {
            Optional<Seal> seal = Seal.find(stored);
            if (seal.isEmpty() && !keys.readsUnencrypted()) {
                throw new CorruptResultException("it is not encrypted, and querybatch.results.encrypted-only is true");
            }
            return seal.isEmpty() ? stored : new SealedBytes(stored, cipher(name, seal.get(), key(seal.get())));
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** Not damaged: it can be read again when the key is back, or known to this server too. */
    private EncryptionKeys.Key key(Seal seal) throws ResultStoreUnavailableException {
        return keys.find(seal.keyId())
                .orElseThrow(() -> new ResultStoreUnavailableException(
                        "it is encrypted with key \"" + seal.keyId()
                                + "\", which querybatch.results.keys does not have",
                        null));
    }

    private static ChunkCipher cipher(String name, Seal seal, EncryptionKeys.Key key) {
        byte[] salt = new byte[Seal.SALT_BYTES];
        seal.salt().duplicate().get(salt);
        return new ChunkCipher(FileKey.of(key.secret(), salt), name.getBytes(StandardCharsets.UTF_8));
    }
}
