package io.querybatch.results.filesystem;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.StoredResult;
import io.querybatch.results.formats.RowCodec;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads a result file. */
final class FileResult implements StoredResult {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final Footer footer;

    private FileResult(FileChannel channel, Footer footer) {
        this.channel = channel;
        this.footer = footer;
    }

    static FileResult open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new FileResult(channel, readFooter(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Footer readFooter(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < FileResultWriter.TRAILER_BYTES) {
            throw new CorruptResultException("too short");
        }
        long trailerAt = size - FileResultWriter.TRAILER_BYTES;
        ByteBuffer trailer = read(channel, trailerAt, FileResultWriter.TRAILER_BYTES);
        int length = trailer.getInt();
        int checksum = trailer.getInt();
        if (trailer.getInt() != FileResultWriter.MAGIC || length < 0 || length > trailerAt) {
            throw new CorruptResultException("no trailer");
        }
        byte[] bytes = read(channel, trailerAt - length, length).array();
        if (FileResultWriter.checksum(bytes) != checksum) {
            throw new CorruptResultException("checksum of the footer does not match");
        }
        Footer footer = Footer.fromBytes(bytes);
        if (footer.summary().bytes() != trailerAt - length) {
            throw new CorruptResultException("rows and footer disagree");
        }
        return footer;
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
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
    public void copyRows(long offset, long limit, OutputStream out) throws IOException {
        if (offset >= footer.summary().rows() || limit <= 0) {
            return;
        }
        if (offset == 0 && limit >= footer.summary().rows()) {
            copyBytes(0, footer.summary().bytes(), out);
            return;
        }
        long block = offset / Footer.ROWS_PER_BLOCK;
        long start = footer.blocks().get((int) block);
        copyPage(
                start,
                offset % Footer.ROWS_PER_BLOCK,
                Math.min(limit, footer.summary().rows() - offset),
                out);
    }

    @Override
    public void verify() throws IOException {
        verifyBytes(0, footer.summary().bytes(), footer.crc32c());
    }

    @Override
    public void verify(long offset, long limit) throws IOException {
        long rows = footer.summary().rows();
        if (footer.blockChecksums().isEmpty() || (offset == 0 && limit >= rows)) {
            verify();
            return;
        }
        long end = offset >= rows ? 0 : offset + Math.min(limit, rows - offset);
        for (long block = offset / Footer.ROWS_PER_BLOCK; block * Footer.ROWS_PER_BLOCK < end; block++) {
            long start = blockStart(block);
            verifyBytes(
                    start,
                    blockStart(block + 1) - start,
                    footer.blockChecksums().get((int) block));
        }
    }

    private long blockStart(long block) {
        return block < footer.blocks().size()
                ? footer.blocks().get((int) block)
                : footer.summary().bytes();
    }

    private void verifyBytes(long start, long length, long expected) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(length, 1)));
        long remaining = length;
        channel.position(start);
        while (remaining > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), remaining));
            if (channel.read(buffer) < 0) {
                throw new CorruptResultException("rows are cut off");
            }
            remaining -= buffer.position();
            checksum.update(buffer.flip());
        }
        if (checksum.getValue() != expected) {
            throw new CorruptResultException("checksum does not match");
        }
    }

    @Override
    public void copyBytes(long start, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(length, 1))];
        InputStream in = Channels.newInputStream(channel.position(start));
        long remaining = length;
        while (remaining > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (read < 0) {
                throw new CorruptResultException("rows are cut off");
            }
            out.write(buffer, 0, read);
            remaining -= read;
        }
    }

    private void copyPage(long start, long skip, long limit, OutputStream out) throws IOException {
        RowCodec codec = RowCodec.of(footer.layout(), footer.columns());
        RowCodec.RowEnds ends = codec.rowEnds();
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(start)), BUFFER_BYTES);
        long remaining = footer.summary().bytes() - start;
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
        channel.close();
    }
}
