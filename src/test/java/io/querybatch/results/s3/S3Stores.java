package io.querybatch.results.s3;

import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultWriter;
import io.querybatch.testing.S3Proxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Stores over the S3 server of a test. */
final class S3Stores {

    static final S3Config.Keys KEYS = new S3Config.Keys(S3Proxy.ACCESS_KEY, S3Proxy.SECRET_KEY);

    private S3Stores() {}

    static S3Config config(URI endpoint, String bucket, S3Config.Keys keys) {
        return new S3Config(
                new S3Location(bucket, "some/prefix/"),
                endpoint,
                "us-east-1",
                true,
                keys,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60));
    }

    static S3ResultStore open(URI endpoint, String bucket, ExecutionInterceptor listener, long maxResultBytes) {
        return open(endpoint, bucket, listener, maxResultBytes, EncryptionKeys.NONE);
    }

    /** The client that the product makes, with somebody listening. */
    static S3ResultStore open(
            URI endpoint, String bucket, ExecutionInterceptor listener, long maxResultBytes, EncryptionKeys keys) {
        S3Config config = config(endpoint, bucket, KEYS);
        return new S3ResultStore(
                S3Clients.client(config, all -> all.addExecutionInterceptor(listener)),
                config.location(),
                maxResultBytes,
                keys);
    }

    static void writeMegabytes(ResultWriter writer, int megabytes) throws IOException {
        String text = "x".repeat(10_000);
        for (int i = 0; i < megabytes * 100; i++) {
            writer.write(new Object[] {LocalDate.of(2026, 1, 1), text, (double) i});
        }
    }
}
