package io.querybatch.results.filesystem;

import io.querybatch.results.blocks.ResultSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that has its own name only once it is complete and on disk. */
final class FileSink implements ResultSink {

    private final Path file;
    private final FileChannel channel;

    FileSink(Path file) throws IOException {
        this.file = file;
        this.channel = PrivateFiles.create(unfinished(file));
    }

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FullDisk.explain(e, file.getParent());
        }
    }

    @Override
    public void commit() throws IOException {
        try {
            // File systems that allot space late notice only here that there is none.
            channel.force(false);
            channel.close();
            Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FullDisk.explain(e, file.getParent());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(unfinished(file));
    }
}
