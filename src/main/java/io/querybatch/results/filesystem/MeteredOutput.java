package io.querybatch.results.filesystem;

import io.querybatch.results.ResultTooLargeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Buffers, counts, checksums and caps what is written to a file. */
final class MeteredOutput extends OutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;
    private final long maxBytes;
    private final CRC32C checksum = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocate(1024);
    private long count;

    MeteredOutput(FileChannel file, long maxBytes) {
        this.file = file;
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
        if (buffer.remaining() < length) {
            makeRoom(length);
        }
        if (length > buffer.remaining()) {
            drain(ByteBuffer.wrap(bytes, offset, length));
        } else {
            buffer.put(bytes, offset, length);
        }
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

    /** Hands what is buffered to the file; not named flush, since encoders flush far more often than is useful. */
    void empty() throws IOException {
        drain(buffer.flip());
        buffer.clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
