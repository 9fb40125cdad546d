package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a description stands at the end of what it describes: itself, then its length, its CRC-32C and a magic number.
 *
 * @param start where the description begins
 * @param description the description
 */
record Trailer(long start, ByteBuffer description) {

    private static final int BYTES = 3 * Integer.BYTES;

    /** A description with everything that makes it be found again. */
    static ByteBuffer of(ByteBuffer description, int magic) {
        int length = description.remaining();
        int checksum = checksum(description);
        return ByteBuffer.allocate(length + BYTES)
                .put(description)
                .putInt(length)
                .putInt(checksum)
                .putInt(magic)
                .flip();
    }

    /**
     * Finds the description.
     *
     * @throws CorruptResultException if there is none, or not the one that was written
     */
    static Trailer read(ResultBytes all, int magic) throws IOException {
        if (all.size() < BYTES) {
            throw new CorruptResultException("too short");
        }
        long end = all.size() - BYTES;
        ByteBuffer trailer = read(all, end, BYTES);
        int length = trailer.getInt();
        int checksum = trailer.getInt();
        if (trailer.getInt() != magic || length < 0 || length > end) {
            throw new CorruptResultException("no trailer");
        }
        ByteBuffer description = read(all, end - length, length);
        if (checksum(description) != checksum) {
            throw new CorruptResultException("checksum of the trailer does not match");
        }
        return new Trailer(end - length, description);
    }

    private static ByteBuffer read(ResultBytes all, long start, int length) throws IOException {
        try (InputStream in = all.open(start, length)) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new CorruptResultException("cut off");
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return (int) checksum.getValue();
    }
}
