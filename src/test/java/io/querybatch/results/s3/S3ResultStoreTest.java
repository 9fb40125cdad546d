package io.querybatch.results.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.OutputFormat;
import io.querybatch.query.ScheduleId;
import io.querybatch.results.CorruptResultException;
import io.querybatch.results.ResultKey;
import io.querybatch.results.ResultLayout;
import io.querybatch.results.ResultPagesContract;
import io.querybatch.results.ResultStore;
import io.querybatch.results.ResultSummary;
import io.querybatch.results.ResultWriter;
import io.querybatch.results.StoredResult;
import io.querybatch.testing.S3Proxy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ResultStoreTest extends ResultPagesContract {

    private static final int PART_BYTES = 5 * 1024 * 1024;

    @TempDir
    private static Path folder;

    private static S3Proxy server;

    private final String bucket = "b" + UUID.randomUUID();
    private final RecordedRequests requests = new RecordedRequests();
    private final S3ResultStore store = S3Stores.open(server.url(), bucket, requests, MAX_BYTES);

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

    @Test
    void objectsAreNamedByBatchQueryAndFence() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0)));

        assertThat(server.files(bucket))
                .singleElement()
                .satisfies(file ->
                        assertThat(file.toString()).endsWith(bucket + "/some/prefix/" + BATCH.value() + "/1-7.qbr"));
    }

    @Test
    void whatFitsIntoAPartIsOneRequestToWriteAndOneToRead() throws IOException {
        write(KEY, OutputFormat.JSON, rows(row("a", 1.0), row("b", 2.0)));

        assertThat(requests.kinds()).containsExactly("PutObject");
        assertThat(requests.all()).allMatch(RecordedRequests.Sent::md5);
        requests.forget();
        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify(1, 1);
            assertThat(page(result, 1, 1)).contains("\"b\"").doesNotContain("\"a\"");
            result.verify();
            assertThat(page(result, 0, 2)).contains("\"a\"", "\"b\"");
        }
        assertThat(requests.kinds()).containsExactly("GetObject");
    }

    /** 200 MB; what is in memory is what is in one request, and no request has more than a part. */
    @Test
    void largeResultGoesUpInPartsAndComesBack() throws IOException {
        long target = 200_000_000;
        String text = "x".repeat(1_000);
        long rows = target / 1_000;
        try (S3ResultStore large = S3Stores.open(server.url(), bucket, requests, target * 2)) {
            ResultSummary summary;
            try (ResultWriter writer = large.create(KEY, ResultLayout.of(OutputFormat.CSV), COLUMNS)) {
                for (long i = 0; i < rows; i++) {
                    writer.write(row(text, (double) i));
                }
                assertThat(server.files(bucket)).noneMatch(file -> file.endsWith("1-7.qbr"));
                assertThat(large.open(KEY)).isEmpty();
                summary = writer.complete();
            }
            assertThat(summary.bytes()).isGreaterThan(target);
            long size = Files.size(objectOf("1-7.qbr"));
            assertThat(requests.sizes("UploadPart").count()).isEqualTo((size + PART_BYTES - 1) / PART_BYTES);
            assertThat(requests.sizes("UploadPart").max()).hasValue(PART_BYTES);
            assertThat(requests.sizes("UploadPart").sum()).isEqualTo(size);
            assertThat(requests.sizes("PutObject").count()).isZero();
            assertPagesOfLargeResult(large, rows, summary.bytes());
        }
    }

    private void assertPagesOfLargeResult(S3ResultStore large, long rows, long bytes) throws IOException {
        requests.forget();
        try (StoredResult result = large.open(KEY).orElseThrow()) {
            result.verify(rows / 2, 10);
            assertThat(page(result, rows / 2, 10).lines())
                    .hasSize(10)
                    .first()
                    .asString()
                    .endsWith("," + rows / 2 + ".0");
            // The end of the object with its footer, and the one block of the page: about a megabyte of two hundred.
            assertThat(requests.kinds()).containsOnly("GetObject").hasSizeLessThanOrEqualTo(3);
            requests.forget();
            result.verify();
            result.copyBytes(bytes - PART_BYTES, PART_BYTES, OutputStream.nullOutputStream());
            assertThat(requests.ranges())
                    .containsExactly("bytes=0-" + (bytes - 1), "bytes=" + (bytes - PART_BYTES) + "-" + (bytes - 1));
        }
    }

    @Test
    void pageAsksForTheEndOfTheObjectAndItsOwnBlocksOnly() throws IOException {
        List<Object[]> rows = randomRows(new Random(9), 12_000);
        List<String> encoded = encoded(OutputFormat.CSV, rows);
        write(KEY, OutputFormat.CSV, rows);
        requests.forget();

        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify(1_999, 2);
            assertThat(page(result, 1_999, 2)).isEqualTo(String.join("", encoded.subList(1_999, 2_001)));
        }

        long start = bytes(encoded.subList(0, 1_000));
        long end = bytes(encoded.subList(0, 3_000));
        assertThat(requests.ranges())
                .containsExactly("bytes=-" + ObjectBytes.TAIL_BYTES, "bytes=" + start + "-" + (end - 1));
    }

    private static long bytes(List<String> rows) {
        return rows.stream()
                .mapToLong(row -> row.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Test
    void batchOfMoreThanAPageOfObjectsGoesAway() throws IOException {
        write(KEY, OutputFormat.CSV, List.of());
        Path object = objectOf("1-7.qbr");
        for (int n = 2; n <= 1_005; n++) {
            Files.createFile(object.resolveSibling(n + "-7.qbr"));
        }
        assertThat(server.files(bucket)).hasSize(1_005);
        requests.forget();

        store.delete(BATCH);

        assertNothingLeft();
        assertThat(requests.kinds()).contains("DeleteObjects").hasSizeLessThan(10);
    }

    @Test
    void alteredAndTruncatedObjectsAreNoticed() throws IOException {
        write(KEY, OutputFormat.JSON, randomRows(new Random(3), 40));
        Path object = objectOf("1-7.qbr");
        byte[] good = Files.readAllBytes(object);

        for (int i = 0; i < good.length; i += 37) {
            byte[] altered = good.clone();
            altered[i] ^= 1;
            Files.write(object, altered);
            assertCorrupt("byte " + i);
            Files.write(object, Arrays.copyOf(good, i));
            assertCorrupt("length " + i);
        }
    }

    private void assertCorrupt(String what) {
        assertThatThrownBy(() -> {
                    try (StoredResult result = store.open(KEY).orElseThrow()) {
                        result.verify();
                    }
                })
                .as(what)
                .isInstanceOf(CorruptResultException.class);
    }

    @Test
    void alteredBlockOfALargeObjectIsNoticedByItsPageAlone() throws IOException {
        List<Object[]> rows = randomRows(new Random(4), 12_000);
        write(KEY, OutputFormat.CSV, rows);
        Path object = objectOf("1-7.qbr");
        byte[] altered = Files.readAllBytes(object);
        altered[(int) bytes(encoded(OutputFormat.CSV, rows.subList(0, 1_500)))] ^= 1;
        Files.write(object, altered);

        try (StoredResult result = store.open(KEY).orElseThrow()) {
            result.verify(0, 1_000);
            result.verify(2_000, 5);
            assertThatThrownBy(() -> result.verify(1_700, 5)).isInstanceOf(CorruptResultException.class);
            assertThatThrownBy(result::verify).isInstanceOf(CorruptResultException.class);
        }
    }

    @Test
    void unfinishedUploadsGoWithTheirBatch() throws IOException {
        try (S3ResultStore large = S3Stores.open(server.url(), bucket, requests, 100_000_000)) {
            List<ResultWriter> abandoned = new ArrayList<>();
            for (int n = 1; n <= 2; n++) {
                abandoned.add(large.create(
                        new ResultKey(new ScheduleId(n == 1 ? BATCH : OTHER_BATCH, 1), n),
                        ResultLayout.of(OutputFormat.CSV),
                        COLUMNS));
                S3Stores.writeMegabytes(abandoned.get(n - 1), 12);
            }
            int both = server.files(bucket).size();

            large.delete(BATCH);

            assertThat(server.files(bucket)).isNotEmpty().hasSizeLessThan(both);
            assertThatThrownBy(abandoned.get(0)::complete).isInstanceOf(IOException.class);
            assertThat(abandoned.get(1).complete().rows()).isPositive();
            assertThat(large.open(new ResultKey(new ScheduleId(OTHER_BATCH, 1), 2)))
                    .isPresent();
            for (ResultWriter writer : abandoned) {
                writer.close();
            }
            large.delete(OTHER_BATCH);
            // This server takes a part even after its upload was aborted; it belongs to no upload any more.
            assertThat(server.files(bucket)).allMatch(file -> file.toString().contains(BATCH.value() + "/1-1.qbr-3"));
        }
    }

    private Path objectOf(String name) {
        return server.files(bucket).stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
