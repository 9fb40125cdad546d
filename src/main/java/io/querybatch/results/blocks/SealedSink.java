package io.querybatch.results.blocks;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Encrypts what it takes, chunk by chunk, and hands it on; the seal comes last. */
final class SealedSink implements ResultSink {

    private final ResultSink sink;
    private final Seal seal;
    private final ChunkCipher cipher;
    private final ByteBuffer chunk = ByteBuffer.allocate(ChunkCipher.PLAIN_BYTES);
    private final ByteBuffer stored = ByteBuffer.allocate(ChunkCipher.STORED_BYTES);
    private long number;

    SealedSink(ResultSink sink, Seal seal, ChunkCipher cipher) {
        this.sink = sink;
        this.seal = seal;
        this.cipher = cipher;
    }

    /** A full chunk stays until there is more: it may be the last. */
    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!chunk.hasRemaining()) {
                handOn(false);
            }
            int length = Math.min(chunk.remaining(), bytes.remaining());
            chunk.put(bytes.slice().limit(length));
            bytes.position(bytes.position() + length);
        }
    }

    private void handOn(boolean last) throws IOException {
        cipher.encrypt(chunk.flip(), number++, last, stored.clear());
        chunk.clear();
        sink.write(stored.flip());
    }

    @Override
    public void commit() throws IOException {
        handOn(true);
        sink.write(seal.toBytes());
        sink.commit();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
