package io.querybatch.results.filesystem;

import io.querybatch.results.blocks.ResultBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of a file. It stays readable when it is deleted meanwhile. */
final class FileBytes implements ResultBytes {

    private final FileChannel channel;
    private final long size;

    FileBytes(Path file) throws IOException {
        this.channel = FileChannel.open(file);
        this.size = channel.size();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long start, long length) throws IOException {
        return new FilterInputStream(Channels.newInputStream(channel.position(start))) {

            /** The channel serves the next stretch too. */
            @Override
            public void close() {}
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
