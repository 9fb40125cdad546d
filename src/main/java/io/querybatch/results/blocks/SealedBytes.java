package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The plain bytes of an encrypted file. A stretch costs the chunks it touches; each is authentic before a byte of it is given. That
 * nothing was cut off shows in the last, which has the end of every result and pack and is read whenever one is opened.
 */
final class SealedBytes implements ResultBytes {

    private final ResultBytes stored;
    private final ChunkCipher cipher;
    private final long end;
    private final long chunks;

    SealedBytes(ResultBytes stored, ChunkCipher cipher) throws CorruptResultException {
        this.stored = stored;
        this.cipher = cipher;
        this.end = stored.size() - Seal.BYTES;
        this.chunks = (end + ChunkCipher.STORED_BYTES - 1) / ChunkCipher.STORED_BYTES;
        // A last chunk of nothing would never be read, and hide what was cut off.
        if (chunks == 0 || storedLength(chunks - 1) <= ChunkCipher.TAG_BYTES) {
            throw new CorruptResultException("cut off");
        }
    }

    @Override
    public long size() {
        return end - chunks * ChunkCipher.TAG_BYTES;
    }

    @Override
    public InputStream open(long start, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        long first = start / ChunkCipher.PLAIN_BYTES;
        long last = (start + length - 1) / ChunkCipher.PLAIN_BYTES;
        long from = first * ChunkCipher.STORED_BYTES;
        long to = last * ChunkCipher.STORED_BYTES + storedLength(last);
        return new Stretch(
                stored.open(from, to - from), first, Math.toIntExact(start % ChunkCipher.PLAIN_BYTES), length);
    }

    private int storedLength(long chunk) {
        return (int) Math.min(ChunkCipher.STORED_BYTES, end - chunk * ChunkCipher.STORED_BYTES);
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }

    /** A stretch, with one chunk of it in memory. */
    private final class Stretch extends InputStream {

        private final InputStream in;
        private final byte[] locked = new byte[ChunkCipher.STORED_BYTES];
        private final ByteBuffer plain =
                ByteBuffer.allocate(ChunkCipher.PLAIN_BYTES).limit(0);
        private long next;
        private int skip;
        private long remaining;

        private Stretch(InputStream in, long first, int skip, long length) {
            this.in = in;
            this.next = first;
            this.skip = skip;
            this.remaining = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (remaining == 0) {
                return -1;
            }
            if (!plain.hasRemaining()) {
                decryptNext();
            }
            int count = (int) Math.min(Math.min(length, plain.remaining()), remaining);
            plain.get(bytes, offset, count);
            remaining -= count;
            return count;
        }

        private void decryptNext() throws IOException {
            int length = storedLength(next);
            if (in.readNBytes(locked, 0, length) < length) {
                throw new CorruptResultException("cut off");
            }
            cipher.decrypt(ByteBuffer.wrap(locked, 0, length), next, next == chunks - 1, plain.clear());
            plain.flip().position(skip);
            skip = 0;
            next++;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
