package io.querybatch.results.s3;

import io.querybatch.results.CorruptResultException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What is asked of a bucket. Whatever goes wrong is an {@link IOException} that says what, without a secret. */
final class Bucket implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/octet-stream";
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final String name;

    Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Stores an object as a whole. */
    void put(String key, PartBuffer content) throws IOException {
        call(() -> client.putObject(
                put -> put.bucket(name)
                        .key(key)
                        .contentMD5(content.md5())
                        .contentType(MEDIA_TYPE)
                        .contentLength((long) content.size()),
                body(content)));
    }

    /** Begins a multipart upload and says its id. */
    String begin(String key) throws IOException {
        return call(() -> client.createMultipartUpload(
                        upload -> upload.bucket(name).key(key).contentType(MEDIA_TYPE)))
                .uploadId();
    }

    /** Sends one part; {@code number} counts from 1. */
    CompletedPart upload(String key, String upload, int number, PartBuffer content) throws IOException {
        UploadPartResponse answer = call(() -> client.uploadPart(
                part -> part.bucket(name)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(content.md5())
                        .contentLength((long) content.size()),
                body(content)));
        return CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build();
    }

    private static RequestBody body(PartBuffer content) {
        return RequestBody.fromContentProvider(content::open, content.size(), MEDIA_TYPE);
    }

    /** Makes an object of {@code size} bytes out of the parts. */
    void complete(String key, String upload, List<CompletedPart> parts, long size) throws IOException {
        try {
            client.completeMultipartUpload(complete ->
                    complete.bucket(name).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
        } catch (NoSuchUploadException e) {
            // The SDK asks again when an answer is lost; by then there is no upload any more, but an object.
            if (call(() -> client.headObject(head -> head.bucket(name).key(key)))
                            .contentLength()
                    != size) {
                throw S3Errors.of(e, name);
            }
        } catch (SdkException e) {
            throw S3Errors.of(e, name);
        }
    }

    /** Forgets an upload and its parts. */
    void abort(String key, String upload) throws IOException {
        try {
            client.abortMultipartUpload(abort -> abort.bucket(name).key(key).uploadId(upload));
        } catch (NoSuchUploadException e) {
            // Somebody else was faster.
        } catch (SdkException e) {
            throw S3Errors.of(e, name);
        }
    }

    /** Opens the last bytes of an object, or all of it if it has no more than {@code length}; empty without an object. */
    Optional<ResponseInputStream<GetObjectResponse>> tail(String key, int length) throws IOException {
        try {
            return Optional.of(client.getObject(get -> get.bucket(name).key(key).range("bytes=-" + length)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                throw new CorruptResultException("an empty object", e);
            }
            throw S3Errors.of(e, name);
        } catch (SdkException e) {
            throw S3Errors.of(e, name);
        }
    }

    /** Opens a stretch of the object that had this entity tag; both ends belong to it. */
    ResponseInputStream<GetObjectResponse> stretch(String key, String tag, long first, long last) throws IOException {
        try {
            return client.getObject(
                    get -> get.bucket(name).key(key).ifMatch(tag).range("bytes=" + first + "-" + last));
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == RANGE_NOT_SATISFIABLE) {
                throw new CorruptResultException("another object than a moment ago", e);
            }
            throw S3Errors.of(e, name);
        } catch (SdkException e) {
            throw S3Errors.of(e, name);
        }
    }

    /** Hands over the names of all objects that begin with {@code prefix}, a page at a time. */
    void list(String prefix, NamesAction action) throws IOException {
        String next = null;
        do {
            String from = next;
            ListObjectsV2Response page = call(() -> client.listObjectsV2(
                    list -> list.bucket(name).prefix(prefix).continuationToken(from)));
            action.accept(page.contents().stream().map(S3Object::key).toList());
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
    }

    /** What is done with a page of names. */
    @FunctionalInterface
    interface NamesAction {
        void accept(List<String> names) throws IOException;
    }

    /** Removes objects, at most a thousand; whether they are there does not matter. */
    void delete(List<String> keys) throws IOException {
        if (keys.isEmpty()) {
            return;
        }
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        List<S3Error> errors = call(() -> client.deleteObjects(delete ->
                        delete.bucket(name).delete(all -> all.objects(objects).quiet(true))))
                .errors();
        if (!errors.isEmpty()) {
            throw new IOException(errors.size() + " of " + keys.size() + " objects could not be removed, the first for "
                    + errors.get(0).code());
        }
    }

    /** Hands over every unfinished upload to names that begin with {@code prefix}. */
    void uploads(String prefix, Consumer<MultipartUpload> action) throws IOException {
        call(() -> {
            client.listMultipartUploadsPaginator(list -> list.bucket(name).prefix(prefix)).uploads().stream()
                    .filter(upload -> upload.key().startsWith(prefix))
                    .forEach(action);
            return null;
        });
    }

    private <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw S3Errors.of(e, name);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
