package io.querybatch.results.blocks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file in memory: what was written, once it is complete. */
final class MemoryFile implements ResultSink {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean complete;

    @Override
    public void write(ByteBuffer bytes) {
        byte[] taken = new byte[bytes.remaining()];
        bytes.get(taken);
        written.writeBytes(taken);
    }

    @Override
    public void commit() {
        complete = true;
    }

    @Override
    public void close() {
        // What was written is still of interest.
    }

    byte[] bytes() {
        if (!complete) {
            throw new IllegalStateException("not complete");
        }
        return written.toByteArray();
    }

    /** Bytes as a store gives them: a stretch may be followed by more. */
    static ResultBytes of(byte[] bytes) {
        return new ResultBytes() {

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open(long start, long length) {
                return new ByteArrayInputStream(bytes, (int) start, bytes.length - (int) start);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
