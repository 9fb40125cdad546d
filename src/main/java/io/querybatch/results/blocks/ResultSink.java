package io.querybatch.results.blocks;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of one result while it is written. Closing without {@link #commit()} leaves nothing behind. */
public interface ResultSink extends AutoCloseable {

    /** Takes all remaining bytes; they may be altered once this returns. */
    void write(ByteBuffer bytes) throws IOException;

    /** Makes everything taken visible and durable, at once. Called at most once, and last before {@link #close()}. */
    void commit() throws IOException;

    @Override
    void close() throws IOException;
}
