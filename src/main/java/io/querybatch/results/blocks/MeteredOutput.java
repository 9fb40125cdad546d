package io.querybatch.results.blocks;

import io.querybatch.results.ResultTooLargeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Buffers, counts, checksums and caps the rows of a result. */
final class MeteredOutput extends OutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ResultSink sink;
    private final long maxBytes;
    private final CRC32C checksum = new CRC32C();
    private final CRC32C block = new CRC32C();
    private final List<Long> blocks = new ArrayList<>();
    private long nextBlock = Long.MAX_VALUE;
    private ByteBuffer buffer = ByteBuffer.allocate(1024);
    private long count;

    MeteredOutput(ResultSink sink, long maxBytes) {
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count += length;
        if (count > maxBytes) {
            throw new ResultTooLargeException(maxBytes);
        }
        checksum.update(bytes, offset, length);
        updateBlock(bytes, offset, length);
        if (buffer.remaining() < length) {
            makeRoom(length);
        }
        if (length > buffer.remaining()) {
            sink.write(ByteBuffer.wrap(bytes, offset, length));
        } else {
            buffer.put(bytes, offset, length);
        }
    }

    /** A block may begin in the middle of what is written: the separator before its first row belongs to the one before. */
    private void updateBlock(byte[] bytes, int offset, int length) {
        int before = (int) Math.min(length, Math.max(0, nextBlock - (count - length)));
        block.update(bytes, offset, before);
        if (nextBlock <= count) {
            blocks.add(block.getValue());
            block.reset();
            block.update(bytes, offset + before, length - before);
            nextBlock = Long.MAX_VALUE;
        }
    }

    /** A block begins at that byte, which is not written yet; the first begins by itself. */
    void beginBlock(long start) {
        if (start > 0) {
            nextBlock = start;
            if (start == count) {
                blocks.add(block.getValue());
                block.reset();
                nextBlock = Long.MAX_VALUE;
            }
        }
    }

    /** CRC-32C of every block, the last ending here. */
    List<Long> blockChecksums() {
        List<Long> all = new ArrayList<>(blocks);
        all.add(block.getValue());
        return all;
    }

    /** Most results are small: the buffer grows to its full size only when it is needed. */
    private void makeRoom(int length) throws IOException {
        if (buffer.capacity() < BUFFER_BYTES && buffer.position() + length <= BUFFER_BYTES) {
            buffer = ByteBuffer.allocate(BUFFER_BYTES).put(buffer.flip());
        } else {
            empty();
        }
    }

    /** Bytes taken so far. */
    long count() {
        return count;
    }

    /** CRC-32C of the bytes taken so far. */
    long checksum() {
        return checksum.getValue();
    }

    /** Hands on what is buffered; not named flush, since encoders flush far more often than is useful. */
    void empty() throws IOException {
        sink.write(buffer.flip());
        buffer.clear();
    }
}
