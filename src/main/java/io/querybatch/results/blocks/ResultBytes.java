package io.querybatch.results.blocks;

import java.io.IOException;
import java.io.InputStream;

/** Gives the bytes of one stored result, which never change. Belongs to one thread. */
public interface ResultBytes extends AutoCloseable {

    /** Number of bytes, with everything that stands behind the rows. */
    long size();

    /**
     * Opens a stretch; the caller closes it before the next is opened. A stream that ends early means that bytes are
     * missing.
     *
     * @param start first byte, from 0
     * @param length number of bytes; the stretch must not reach beyond {@link #size()}
     */
    InputStream open(long start, long length) throws IOException;

    @Override
    void close() throws IOException;
}
