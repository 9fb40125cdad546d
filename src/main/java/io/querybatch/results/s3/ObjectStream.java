package io.querybatch.results.s3;

import io.querybatch.results.ResultStoreUnavailableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;

/** A stretch of an object. Stores drop connections that a slow caller leaves idle: it goes on where it was. */
final class ObjectStream extends InputStream {

    private static final int MAX_LOSSES = 3;

    private final Bucket bucket;
    private final String key;
    private final String tag;
    private final long end;
    private long position;
    private ResponseInputStream<?> body;
    private int losses;

    /** Nothing is asked before the first byte is read. */
    ObjectStream(Bucket bucket, String key, String tag, long start, long length) {
        this.bucket = bucket;
        this.key = key;
        this.tag = tag;
        this.position = start;
        this.end = start + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position < end) {
            if (body == null) {
                body = bucket.stretch(key, tag, position, end - 1);
            }
            int read = tryRead(bytes, offset, (int) Math.min(length, end - position));
            if (read > 0) {
                position += read;
                losses = 0;
                return read;
            }
        }
        return -1;
    }

    /** Zero when the connection was lost and may be made anew. */
    private int tryRead(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = body.read(bytes, offset, length);
            if (read < 0) {
                throw new EOFException("the answer ended early");
            }
            return read;
        } catch (IOException e) {
            close();
            if (++losses > MAX_LOSSES) {
                throw new ResultStoreUnavailableException("the connection to the store was lost", e);
            }
            return 0;
        }
    }

    /** Reads nothing to its end for the sake of the connection: there may be a gigabyte left. */
    @Override
    public void close() {
        if (body != null) {
            body.abort();
            body = null;
        }
    }
}
