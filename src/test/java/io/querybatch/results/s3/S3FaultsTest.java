package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.BatchId;
import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.ResultColumn;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.testing.FaultyProxy;
import io.querybatch.testing.S3Proxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;

/** What happens when the store does not do what it is asked. */
class S3FaultsTest {

    private static final long MAX_BYTES = 100_000_000;
    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final ResultKey KEY = new ResultKey(new ScheduleId(BATCH, 1), 7);
    private static final List<ResultColumn> COLUMNS = List.of(
            new ResultColumn("date", "Date", "dim", "string.date"),
            new ResultColumn("text", "Text", "dim", "string.text"),
            new ResultColumn("number", "Number", "met", "float.number"));
    private static final ExecutionInterceptor NOBODY = new ExecutionInterceptor() {};

    @TempDir
    private static Path folder;

    private static S3Proxy server;

    private final String bucket = "b" + UUID.randomUUID();
    private FaultyProxy way;
    private S3ResultStore store;

    @BeforeAll
    static void startServer() {
        server = S3Proxy.in(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        server.start();
        server.createBucket(bucket);
        way = FaultyProxy.before(server.port());
        store = S3Stores.open(URI.create("http://127.0.0.1:" + way.port()), bucket, NOBODY, MAX_BYTES);
    }

    @AfterEach
    void close() {
        store.close();
        way.close();
    }

    private ResultWriter create() throws IOException {
        return store.create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS);
    }

    private void write(int megabytes) throws IOException {
        try (ResultWriter writer = create()) {
            S3Stores.writeMegabytes(writer, megabytes);
            assertThat(writer.complete().rows()).isEqualTo(megabytes * 100L);
        }
    }

    @Test
    void goodBucketPassesTheCheck() {
        assertThatCode(store::check).doesNotThrowAnyException();
    }

    @Test
    void wrongSecretIsToldWithoutIt() {
        S3Config.Keys wrong = new S3Config.Keys(S3Proxy.ACCESS_KEY, "another-secret");
        try (S3ResultStore refused =
                new S3ResultStore(S3Stores.config(server.url(), bucket, wrong), MAX_BYTES, EncryptionKeys.NONE)) {
            assertThatThrownBy(refused::check)
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessage("access to the bucket \"" + bucket + "\" is denied (403 SignatureDoesNotMatch)")
                    .hasStackTraceContaining("S3Exception")
                    .satisfies(e -> assertThat(e.getCause().toString()).doesNotContain("another-secret"));
            assertThatThrownBy(() -> refused.open(KEY)).isInstanceOf(ResultStoreUnavailableException.class);
            assertThatThrownBy(() -> refused.delete(BATCH)).isInstanceOf(ResultStoreUnavailableException.class);
        }
        assertThat(wrong).asString().doesNotContain("secret");
    }

    @Test
    void missingBucketIsTold() {
        try (S3ResultStore lost = S3Stores.open(server.url(), "elsewhere", NOBODY, MAX_BYTES)) {
            assertThatThrownBy(lost::check)
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessage("there is no bucket \"elsewhere\"");
            assertThatThrownBy(() -> lost.open(KEY))
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessage("there is no bucket \"elsewhere\"");
        }
    }

    @Test
    void serverThatIsAwayIsTold() throws IOException {
        write(1);
        way.refuse();

        assertThatThrownBy(store::check)
                .isInstanceOf(ResultStoreUnavailableException.class)
                .hasMessageStartingWith("the store of the bucket \"" + bucket + "\" cannot be reached");
        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(ResultStoreUnavailableException.class);
        assertThatThrownBy(() -> write(1)).isInstanceOf(ResultStoreUnavailableException.class);
        way.heal();
        assertThat(store.open(KEY)).isPresent();
    }

    @Test
    void serverThatDiesDuringAnUploadLeavesNothingVisible() throws IOException {
        ResultWriter writer = create();
        S3Stores.writeMegabytes(writer, 12);
        server.kill();
        assertThatThrownBy(() -> S3Stores.writeMegabytes(writer, 12)).isInstanceOf(IOException.class);
        assertThatThrownBy(writer::close).isInstanceOf(IOException.class);
        server.start();

        assertThat(store.open(KEY)).isEmpty();
        assertThat(server.files(bucket)).noneMatch(file -> file.endsWith("1-7.qbr"));
        store.delete(BATCH);
        assertThat(server.files(bucket)).isEmpty();
        write(12);
        assertThat(store.open(KEY)).isPresent();
    }

    @Test
    void lostConnectionsAreMadeAnewWhereTheReadingWas() throws IOException {
        write(12);
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            way.cutAfter(5_000_000);
            ByteArrayOutputStream all = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    if (count > 4_500_000) {
                        way.cutAfter(Long.MAX_VALUE);
                    }
                }
            };
            result.copyRows(0, Long.MAX_VALUE, all);
            assertThat(all.size()).isEqualTo(result.summary().bytes());
            result.verify();
        }
    }

    @Test
    void serverThatDiesWhileItIsReadIsTold() throws IOException {
        write(12);
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            server.kill();
            assertThatThrownBy(result::verify).isInstanceOf(ResultStoreUnavailableException.class);
        }
    }

    @Test
    void objectThatComesIntoBeingAlthoughItsAnswerIsLostIsAResult() throws IOException {
        LostAnswer lost = new LostAnswer();
        try (S3ResultStore unlucky = S3Stores.open(server.url(), bucket, lost, MAX_BYTES);
                ResultWriter writer = unlucky.create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            S3Stores.writeMegabytes(writer, 12);
            assertThat(writer.complete().rows()).isEqualTo(1_200);
        }
        assertThat(lost.done).isTrue();
        Optional<StoredResult> result = store.open(KEY);
        result.orElseThrow().verify();
    }

    /** The first completion of an upload is done and answered as if it had failed. */
    private static final class LostAnswer implements ExecutionInterceptor {

        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return context.request() instanceof CompleteMultipartUploadRequest && done.compareAndSet(false, true)
                    ? context.httpResponse().toBuilder().statusCode(503).build()
                    : context.httpResponse();
        }
    }
}
