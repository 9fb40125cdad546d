package io.querybatch.downloads;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The way to a reader: it hands on what is written when it is told to, and knows whether the reader has gone. */
final class Outward extends FilterOutputStream {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** So many bytes JAX-RS holds back, flushed or not: it may still want to tell their number in a header. */
    private static final int HELD_BACK = 8 * 1024 + 1;

    private long written;

    Outward(OutputStream to) {
        super(new BufferedOutputStream(new Reader(to), BUFFER_BYTES));
    }

    /** Tells a reader who has gone from a store that cannot be read: both are I/O errors to those who copy. */
    static final class GoneException extends IOException {

        private static final long serialVersionUID = 1;

        GoneException(IOException cause) {
            super("the reader has gone", cause);
        }
    }

    private static final class Reader extends FilterOutputStream {

        Reader(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new GoneException(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw new GoneException(e);
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written += length;
    }

    /** Each result flushes when it has been written: of many small ones that would make as many packets. */
    @Override
    public void flush() {
        // See push.
    }

    /** Hands everything to the reader, after blanks if it is so little that it would be held back. */
    void push() throws IOException {
        if (written < HELD_BACK) {
            byte[] blanks = new byte[(int) (HELD_BACK - written)];
            Arrays.fill(blanks, (byte) ' ');
            write(blanks, 0, blanks.length);
        }
        out.flush();
    }

    /** Hands everything on; nothing follows. */
    void end() throws IOException {
        out.flush();
    }
}
