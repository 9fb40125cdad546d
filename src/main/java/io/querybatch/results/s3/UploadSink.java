package io.querybatch.results.s3;

import io.querybatch.results.blocks.ResultSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object on its way into the bucket, with no more than one part of it in memory. What fits into a part is sent as a
 * whole; what does not, as a multipart upload, which is not visible before it is complete.
 */
final class UploadSink implements ResultSink {

    private final Bucket bucket;
    private final String key;
    private final PartBuffer buffer;
    private final List<CompletedPart> parts = new ArrayList<>();
    private String upload;
    private long sent;
    private boolean committing;
    private boolean committed;

    UploadSink(Bucket bucket, String key, int partBytes) {
        this.bucket = bucket;
        this.key = key;
        this.buffer = new PartBuffer(partBytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        buffer.take(bytes);
        while (bytes.hasRemaining()) {
            send();
            buffer.take(bytes);
        }
    }

    private void send() throws IOException {
        if (upload == null) {
            upload = bucket.begin(key);
        }
        parts.add(bucket.upload(key, upload, parts.size() + 1, buffer));
        sent += buffer.size();
        buffer.clear();
    }

    @Override
    public void commit() throws IOException {
        committing = true;
        if (upload == null) {
            bucket.put(key, buffer);
        } else {
            send();
            bucket.complete(key, upload, parts, sent);
        }
        committed = true;
    }

    /** An answer may have been lost after the object came into being: then it goes again. */
    @Override
    public void close() throws IOException {
        if (committed) {
            return;
        }
        if (upload != null) {
            bucket.abort(key, upload);
        }
        if (committing) {
            bucket.delete(List.of(key));
        }
    }
}
