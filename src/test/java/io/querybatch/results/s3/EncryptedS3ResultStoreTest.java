package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.EncryptionKeys;
import io.querybatch.results.Keys;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPagesContract;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultStoreUnavailableException;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.results.filesystem.FilesystemResultStore;
import io.querybatch.testing.S3Proxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedS3ResultStoreTest extends ResultPagesContract {

    private static final EncryptionKeys KEYS = Keys.of("new", "old");
    private static final ResultKey OTHER = new ResultKey(new ScheduleId(BATCH, 2), 7);

    @TempDir
    private static Path folder;

    private static S3Proxy server;

    private final String bucket = "b" + UUID.randomUUID();
    private final RecordedRequests requests = new RecordedRequests();
    private final S3ResultStore store = store(KEYS, MAX_BYTES);

    private S3ResultStore store(EncryptionKeys keys, long maxBytes) {
        return S3Stores.open(server.url(), bucket, requests, maxBytes, keys);
    }

    @BeforeAll
    static void startServer() {
        server = S3Proxy.in(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void createBucket() {
        server.createBucket(bucket);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ResultStore store() {
        return store;
    }

    @Override
    protected void assertNothingLeft() {
        assertThat(server.files(bucket)).isEmpty();
    }

    private void assertNothingReadable() throws IOException {
        for (Path file : server.files(bucket)) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("xxxxxxxx", "2026-01-01", "Datum", "crc32c");
        }
    }

    @Test
    void partsOfAnUnfinishedUploadCannotBeReadEither() throws IOException {
        try (S3ResultStore large = store(KEYS, 100_000_000)) {
            try (ResultWriter writer = large.create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
                S3Stores.writeMegabytes(writer, 12);
                assertThat(server.files(bucket)).isNotEmpty();
                assertNothingReadable();
                assertThat(writer.complete().rows()).isEqualTo(1_200);
            }
            assertNothingReadable();
            try (StoredResult result = large.open(KEY).orElseThrow()) {
                result.verify();
                assertThat(page(result, 1_199, 1)).endsWith("x,1199.0\r\n");
            }
        }
    }

    @Test
    void whatIsSmallIsStillOneRequestToWriteAndOneToRead() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0), row("b", 2.0)));

        assertThat(requests.kinds()).containsExactly("PutObject");
        requests.forget();
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify();
            assertThat(page(result, 0, 2)).contains("\"a\"", "\"b\"");
        }
        assertThat(requests.kinds()).containsExactly("GetObject");
    }

    @Test
    void aPageOfALargeResultIsStillTwoRequests() throws IOException {
        List<Object[]> rows = randomRows(new Random(9), 12_000);
        write(KEY, OutputFormat.CSV, rows);
        requests.forget();

        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify(1_999, 2);
            assertThat(page(result, 1_999, 2))
                    .isEqualTo(String.join("", encoded(OutputFormat.CSV, rows.subList(1_999, 2_001))));
        }
        assertThat(requests.ranges()).hasSize(2);
    }

    @Test
    void objectsThatChangedPlacesAreNoticed() throws IOException {
        write(KEY, OutputFormat.CSV, rows(row("one", 1.0)));
        write(OTHER, OutputFormat.CSV, rows(row("two", 2.0)));
        Files.copy(object(OTHER), object(KEY), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(CorruptResultException.class);
        assertThat(all(OTHER)).contains("two");
    }

    @Test
    void withoutItsKeyAResultIsNotDamagedButAway() throws IOException {
        write(KEY, OutputFormat.CSV, rows(row("a", 1.0)));

        try (S3ResultStore other = store(Keys.of("old"), MAX_BYTES)) {
            assertThatThrownBy(() -> other.open(KEY))
                    .isInstanceOf(ResultStoreUnavailableException.class)
                    .hasMessageContaining("\"new\"");
        }
    }

    /** Somebody moves from a folder to a bucket. */
    @Test
    void filesOfAFolderCanBeReadAsObjects() throws IOException {
        Path files = folder.resolve(bucket);
        try (ResultWriter writer = new FilesystemResultStore(files, MAX_BYTES, KEYS)
                .create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
            writer.write(row("moved", 1.0));
            assertThat(writer.complete().rows()).isEqualTo(1);
        }
        write(KEY, OutputFormat.CSV, List.of());
        Path file = files.resolve("01").resolve(BATCH.value()).resolve(KEY.fileName());
        Files.copy(file, object(KEY), StandardCopyOption.REPLACE_EXISTING);

        assertThat(all(KEY)).contains("moved");
    }

    private Path object(ResultKey key) {
        return server.files(bucket).stream()
                .filter(file -> file.endsWith(key.fileName()))
                .findFirst()
                .orElseThrow();
    }
}
