package io.querybatch.client;

import java.io.IOException;
import java.io.InputStream;

/** Lines of a stream, each a stream that ends with it, so that lines of any length take no memory. */
final class LineStream extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean ended = true;
    private boolean cutOff;

    LineStream(InputStream in) {
        this.in = in;
    }

    /** Begins the next line; the one before was read to its end. */
    void begin() {
        ended = false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        fill();
        int end = Math.min(limit, position + length);
        int begin = position;
        while (position < end && buffer[position] != '\n') {
            position++;
        }
        int count = position - begin;
        System.arraycopy(buffer, begin, bytes, offset, count);
        if (position < end) {
            position++;
            ended = true;
        }
        return count == 0 && ended ? -1 : count;
    }

    private void fill() throws IOException {
        if (position < limit) {
            return;
        }
        try {
            limit = Math.max(0, in.read(buffer));
            position = 0;
        } catch (IOException e) {
            cutOff = true;
            throw e;
        }
        if (limit == 0) {
            cutOff = true;
            throw new IOException("the answer ended in the middle of a line");
        }
    }

    /** Reads what is left of the line. */
    void finish() throws IOException {
        byte[] left = new byte[BUFFER];
        while (!ended) {
            if (read(left, 0, left.length) < 0) {
                return;
            }
        }
    }

    /** Whether the stream ended, or broke, before the line did. */
    boolean isCutOff() {
        return cutOff;
    }
}
