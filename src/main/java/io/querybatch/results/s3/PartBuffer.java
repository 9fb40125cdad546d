package io.querybatch.results.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** The bytes of one part, in chunks: most results are small, and a growing array would hold them twice. */
final class PartBuffer {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final int capacity;
    private final List<byte[]> chunks = new ArrayList<>();
    private int size;

    PartBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Takes as much as there is room for. */
    void take(ByteBuffer bytes) {
        while (bytes.hasRemaining() && size < capacity) {
            int at = size % CHUNK_BYTES;
            int chunk = size / CHUNK_BYTES;
            if (chunk == chunks.size()) {
                chunks.add(new byte[CHUNK_BYTES]);
            }
            int length = Math.min(bytes.remaining(), Math.min(CHUNK_BYTES - at, capacity - size));
            bytes.get(chunks.get(chunk), at, length);
            size += length;
        }
    }

    int size() {
        return size;
    }

    /** Bytes of memory. */
    int allocated() {
        return chunks.size() * CHUNK_BYTES;
    }

    boolean isFull() {
        return size == capacity;
    }

    /** Forgets what it holds and keeps the memory. */
    void clear() {
        size = 0;
    }

    /** What it holds, from the begin; may be opened again for another try. */
    InputStream open() {
        List<InputStream> streams = new ArrayList<>();
        for (int start = 0; start < size; start += CHUNK_BYTES) {
            byte[] chunk = chunks.get(start / CHUNK_BYTES);
            streams.add(new ByteArrayInputStream(chunk, 0, Math.min(CHUNK_BYTES, size - start)));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    /** As {@code Content-MD5} wants it. */
    String md5() {
        MessageDigest digest = md5Digest();
        for (int start = 0; start < size; start += CHUNK_BYTES) {
            digest.update(chunks.get(start / CHUNK_BYTES), 0, Math.min(CHUNK_BYTES, size - start));
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
