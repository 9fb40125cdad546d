package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.EncryptionKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands at the end of an encrypted file, where its reading begins: the id of the key, filled up with zeros, random bytes of
 * the file's own, the CRC-32C of both, and a magic number. The checksum is to tell a damaged id from that of a key that is missing; what
 * is forged shows in the chunks.
 *
 * @param keyId which key the file is encrypted with
 * @param salt the random bytes, not to be altered
 */
record Seal(String keyId, ByteBuffer salt) {

    static final int SALT_BYTES = 32;

    static final int BYTES = EncryptionKeys.ID_LENGTH + SALT_BYTES + 2 * Integer.BYTES;

    private static final int MAGIC = 0x51424531; // "QBE1"

    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(keyId.getBytes(StandardCharsets.US_ASCII))
                .position(EncryptionKeys.ID_LENGTH)
                .put(salt.duplicate());
        return bytes.putInt(checksum(bytes.array())).putInt(MAGIC).flip();
    }

    /**
     * Looks for it; empty if the file is not encrypted.
     *
     * @throws CorruptResultException if it is not what was written
     */
    static Optional<Seal> find(ResultBytes stored) throws IOException {
        if (stored.size() < BYTES) {
            return Optional.empty();
        }
        byte[] end = end(stored);
        ByteBuffer sums = ByteBuffer.wrap(end).position(EncryptionKeys.ID_LENGTH + SALT_BYTES);
        int checksum = sums.getInt();
        if (sums.getInt() != MAGIC) {
            return Optional.empty();
        }
        String id = new String(end, 0, EncryptionKeys.ID_LENGTH, StandardCharsets.US_ASCII).replaceFirst("\0+$", "");
        if (checksum != checksum(end) || !EncryptionKeys.isId(id)) {
            throw new CorruptResultException("checksum of the seal does not match");
        }
        return Optional.of(new Seal(
                id, ByteBuffer.wrap(end, EncryptionKeys.ID_LENGTH, SALT_BYTES).slice()));
    }

    private static byte[] end(ResultBytes stored) throws IOException {
        try (InputStream in = stored.open(stored.size() - BYTES, BYTES)) {
            byte[] end = in.readNBytes(BYTES);
            if (end.length < BYTES) {
                throw new CorruptResultException("cut off");
            }
            return end;
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, EncryptionKeys.ID_LENGTH + SALT_BYTES);
        return (int) checksum.getValue();
    }
}
