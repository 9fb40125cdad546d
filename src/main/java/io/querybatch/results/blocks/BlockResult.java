package io.querybatch.results.blocks;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads one result. A page touches the blocks it needs and no others, in one stretch. */
public final class BlockResult implements StoredResult {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ResultBytes bytes;
    private final Footer footer;

    private BlockResult(ResultBytes bytes, Footer footer) {
        this.bytes = bytes;
        this.footer = footer;
    }

    /**
     * Reads the footer.
     *
     * @param bytes closed with the result, or when it cannot be opened
     * @throws CorruptResultException if it is not what was written
     */
    public static BlockResult open(ResultBytes bytes) throws IOException {
        try {
            return new BlockResult(bytes, Footer.read(bytes));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Reads the footer of a result in a pack.
     *
     * @param pack closed with the result, or when there is none
     * @return empty if the pack has no result of that query
     */
    public static Optional<StoredResult> open(ResultBytes pack, int query) throws IOException {
        try {
            Optional<ResultBytes> found = PackIndex.find(pack, query);
            if (found.isPresent()) {
                return Optional.of(open(found.get()));
            }
            pack.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            pack.close();
            throw e;
        }
    }

    @Override
    public ResultLayout layout() {
        return footer.layout();
    }

    @Override
    public List<ResultColumn> columns() {
        return footer.columns();
    }

    @Override
    public ResultSummary summary() {
        return footer.summary();
    }

    @Override
    public void verify() throws IOException {
        long length = footer.summary().bytes();
        try (InputStream in = bytes.open(0, length)) {
            verify(in, length, footer.crc32c());
        }
    }

    @Override
    public void verify(long offset, long limit) throws IOException {
        long rows = footer.summary().rows();
        if (footer.blockChecksums().isEmpty() || (offset == 0 && limit >= rows)) {
            verify();
        } else if (offset < rows && limit > 0) {
            verifyBlocks(offset / Footer.ROWS_PER_BLOCK, lastBlock(offset, limit));
        }
    }

    private void verifyBlocks(long first, long last) throws IOException {
        long start = footer.blockStart(first);
        try (InputStream in = bytes.open(start, footer.blockStart(last + 1) - start)) {
            for (long block = first; block <= last; block++) {
                long length = footer.blockStart(block + 1) - footer.blockStart(block);
                verify(in, length, footer.blockChecksums().get((int) block));
            }
        }
    }

    private static void verify(InputStream in, long length, long expected) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[bufferSize(length)];
        for (long remaining = length; remaining > 0; ) {
            int read = read(in, buffer, remaining);
            checksum.update(buffer, 0, read);
            remaining -= read;
        }
        if (checksum.getValue() != expected) {
            throw new CorruptResultException("checksum does not match");
        }
    }

    @Override
    public void copyBytes(long start, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[bufferSize(length)];
        try (InputStream in = bytes.open(start, length)) {
            for (long remaining = length; remaining > 0; ) {
                int read = read(in, buffer, remaining);
                out.write(buffer, 0, read);
                remaining -= read;
            }
        }
    }

    @Override
    public void copyStored(ByteSink to) throws IOException {
        byte[] buffer = new byte[bufferSize(bytes.size())];
        try (InputStream in = bytes.open(0, bytes.size())) {
            for (long remaining = bytes.size(); remaining > 0; ) {
                int read = read(in, buffer, remaining);
                to.write(ByteBuffer.wrap(buffer, 0, read));
                remaining -= read;
            }
        }
    }

    private static int bufferSize(long length) {
        return (int) Math.min(BUFFER_BYTES, Math.max(length, 1));
    }

    private static int read(InputStream in, byte[] buffer, long remaining) throws IOException {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
        if (read < 0) {
            throw new CorruptResultException("rows are cut off");
        }
        return read;
    }

    @Override
    public void copyRows(long offset, long limit, OutputStream out) throws IOException {
        long rows = footer.summary().rows();
        if (offset >= rows || limit <= 0) {
            return;
        }
        if (offset == 0 && limit >= rows) {
            copyBytes(0, footer.summary().bytes(), out);
            return;
        }
        long start = footer.blockStart(offset / Footer.ROWS_PER_BLOCK);
        long length = footer.blockStart(lastBlock(offset, limit) + 1) - start;
        try (InputStream in = new BufferedInputStream(bytes.open(start, length), bufferSize(length))) {
            copyPage(in, length, offset % Footer.ROWS_PER_BLOCK, Math.min(limit, rows - offset), out);
        }
    }

    /** The block of the last row of a page that has one. */
    private long lastBlock(long offset, long limit) {
        return (offset + Math.min(limit, footer.summary().rows() - offset) - 1) / Footer.ROWS_PER_BLOCK;
    }

    private void copyPage(InputStream in, long length, long skip, long limit, OutputStream out) throws IOException {
        RowCodec codec = RowCodec.of(footer.layout(), footer.columns());
        RowCodec.RowEnds ends = codec.rowEnds();
        long remaining = length;
        long row = 0;
        boolean separatorNext = false;
        while (remaining-- > 0 && row < skip + limit) {
            int next = in.read();
            if (next < 0) {
                throw new CorruptResultException("rows are cut off");
            }
            boolean dropped = row < skip || (separatorNext && row == skip);
            separatorNext = false;
            if (!dropped) {
                out.write(next);
            }
            if (ends.isEnd((byte) next)) {
                row++;
                separatorNext = codec.separator() >= 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
