package io.querybatch.results.filesystem;

import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.formats.RowCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/** Writes one result file: rows, footer, length and checksum of the footer, magic number. */
final class FileResultWriter implements ResultWriter {

    private static final Logger LOG = Logger.getLogger(FileResultWriter.class.getName());
    static final int MAGIC = 0x51425231; // "QBR1"
    static final int TRAILER_BYTES = 3 * Integer.BYTES;

    private final Path file;
    private final ResultLayout layout;
    private final List<ResultColumn> columns;
    private final FileChannel channel;
    private final MeteredOutput out;
    private final RowCodec codec;
    private final RowCodec.RowEncoder encoder;
    private final List<Long> blocks = new ArrayList<>();
    private long rows;

    FileResultWriter(Path file, ResultLayout layout, List<ResultColumn> columns, long maxBytes) throws IOException {
        this.file = file;
        this.layout = layout;
        this.columns = List.copyOf(columns);
        this.channel = PrivateFiles.create(unfinished(file));
        this.out = new MeteredOutput(channel, maxBytes);
        this.codec = RowCodec.of(layout, columns);
        this.encoder = codec.encoder(out);
    }

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** CRC-32C. */
    static int checksum(byte[] footer) {
        CRC32C checksum = new CRC32C();
        checksum.update(footer);
        return (int) checksum.getValue();
    }

    @Override
    public void write(Object[] row) throws IOException {
        if (layout.format().paged() && rows % Footer.ROWS_PER_BLOCK == 0) {
            encoder.flush();
            boolean separated = rows > 0 && codec.separator() >= 0;
            long start = out.count() + (separated ? 1 : 0);
            blocks.add(start);
            out.beginBlock(start);
        }
        encoder.write(row);
        rows++;
    }

    @Override
    public ResultSummary complete() throws IOException {
        encoder.finish();
        encoder.close();
        ResultSummary summary = new ResultSummary(rows, columns.size(), out.count());
        byte[] footer = new Footer(layout, columns, summary, out.checksum(), blocks, out.blockChecksums()).toBytes();
        out.empty();
        ByteBuffer tail = ByteBuffer.allocate(footer.length + TRAILER_BYTES)
                .put(footer)
                .putInt(footer.length)
                .putInt(checksum(footer))
                .putInt(MAGIC)
                .flip();
        while (tail.hasRemaining()) {
            channel.write(tail);
        }
        channel.force(false);
        channel.close();
        Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
        return summary;
    }

    @Override
    public void close() throws IOException {
        try {
            encoder.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "the rows of a result that is thrown away", e);
        }
        channel.close();
        Files.deleteIfExists(unfinished(file));
    }
}
