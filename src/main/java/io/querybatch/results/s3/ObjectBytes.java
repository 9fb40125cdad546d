package io.querybatch.results.s3;

import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.blocks.ResultBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Opening asks once, for the end of it: that says whether there is an object, how large it is, and
 * most often has its footer, so a cache of footers would save nothing. Of what was read last as much is kept as a page may
 * need, since pages are first checked and then copied.
 */
final class ObjectBytes implements ResultBytes {

    static final int TAIL_BYTES = 64 * 1024;
    static final int KEPT_BYTES = 1024 * 1024;

    private final Bucket bucket;
    private final String key;
    private final String tag;
    private final long size;
    private final Kept tail;
    private Kept kept = new Kept(0, new byte[0]);

    private ObjectBytes(Bucket bucket, String key, String tag, long size, byte[] tail) {
        this.bucket = bucket;
        this.key = key;
        this.tag = tag;
        this.size = size;
        this.tail = new Kept(size - tail.length, tail);
    }

    /** Empty when there is no such object. */
    static Optional<ObjectBytes> open(Bucket bucket, String key) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found = bucket.tail(key, TAIL_BYTES);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ResponseInputStream<GetObjectResponse> in = found.get()) {
            GetObjectResponse answer = in.response();
            long size = size(answer);
            byte[] tail = in.readNBytes((int) Math.min(TAIL_BYTES, size));
            if (tail.length < Math.min(TAIL_BYTES, size)) {
                throw new CorruptResultException("cut off");
            }
            return Optional.of(new ObjectBytes(bucket, key, answer.eTag(), size, tail));
        } catch (CorruptResultException e) {
            throw e;
        } catch (IOException e) {
            throw new ResultStoreUnavailableException("the connection to the store was lost", e);
        }
    }

    private static long size(GetObjectResponse answer) throws IOException {
        String range = answer.contentRange();
        if (range != null) {
            return Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
        }
        if (answer.contentLength() > TAIL_BYTES) {
            throw new IOException("the store cannot give parts of objects");
        }
        return answer.contentLength();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long start, long length) throws IOException {
        if (tail.covers(start, length)) {
            return tail.open(start, length);
        }
        if (length > KEPT_BYTES) {
            return new ObjectStream(bucket, key, tag, start, length);
        }
        if (!kept.covers(start, length)) {
            try (InputStream in = new ObjectStream(bucket, key, tag, start, length)) {
                kept = new Kept(start, in.readNBytes((int) length));
            }
        }
        return kept.open(start, length);
    }

    @Override
    public void close() {
        // Nothing is open but the streams that were handed out.
    }

    /** A stretch in memory. */
    private static final class Kept {

        private final long start;
        private final byte[] bytes;

        private Kept(long start, byte[] bytes) {
            this.start = start;
            this.bytes = bytes;
        }

        boolean covers(long from, long length) {
            return from >= start && from + length <= start + bytes.length;
        }

        InputStream open(long from, long length) {
            return new ByteArrayInputStream(bytes, (int) (from - start), (int) length);
        }
    }
}
