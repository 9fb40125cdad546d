package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.results.Keys;
import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Archive;
import io.querybatch.testing.Batches;
import io.querybatch.testing.LineReader;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.S3Proxy;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.Truth;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server that keeps its results in a bucket, encrypted: the same answers as with files in the clear, and nothing of them on its own
 * disk.
 */
@Tag("h2")
class BucketIT {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String BUCKET = "results";
    private static final String CSV = "query/data/csv?ds_id=FLIGHTS&ds_accounts=list.all_accounts"
            + "&start_date=2001-04-01&end_date=2001-04-07&fields=date,origin,flights&order_rows=date,origin&max_rows=2000";

    private final TestStore store = TestStore.fresh();
    private final Path home;

    BucketIT() throws IOException {
        home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "bucket");
    }

    @Test
    void resultsAreInTheBucketAsLongAsTheirBatchIs() throws SQLException {
        try (S3Proxy bucket = S3Proxy.in(home.resolve("s3"))) {
            bucket.createBucket(BUCKET);
            String result;
            try (ServerProcess server = server(bucket).start()) {
                Api api = CrashIT.api(server);
                String batch = Batches.submit(api, CrashIT.BODY);
                JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
                assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(CrashIT.QUERIES);
                CrashIT.assertEveryResultIsTheTruth(api, batch);
                assertArchiveHasEveryResult(api, batch);
                assertFeedGoesOnAfterAnAbsence(api, batch, bucket);
                assertOneFileOfEach(bucket);
                assertNothingReadable(bucket);
                // Payara has all data of health as text.
                assertThat(api.get("health/ready").body()).containsPattern("\"encrypted\":\"?true\"?");
                assertThat(server.log())
                        .contains("results: encrypted, the key that writes is \"new\"")
                        .doesNotContain(Keys.secret(1), Keys.secret(2));
                assertThat(home.resolve("results")).doesNotExist();
                result = batch.replace("query/batch/", "query/results?schedule_id=") + "_query_1";
                assertPagesAndStretchesAreThoseOfTheWhole(api);
                assertAbsenceIsTold(server, api, bucket, result);
                // In good order: what H2 shows is not yet in its file for a moment, and what runs again ends too late
                // to expire.
                server.terminate();
                assertThat(server.awaitExit(LONGEST)).isZero();
            }
            expireBatches();
            try (ServerProcess server = server(bucket).start()) {
                Poll.until(LONGEST, "the bucket is empty", () -> isEmpty(bucket));
                assertError(CrashIT.api(server).get(result), 404, "QUERY_RESULTS_UNAVAILABLE");
            }
        }
    }

    private static void assertArchiveHasEveryResult(Api api, String batch) {
        Archive archive = Archive.of(api.send(
                api.request(batch + "/results")
                        .header("Accept", "application/zip")
                        .GET(),
                BodyHandlers.ofByteArray()));
        assertThat(archive.queries()).hasSize(CrashIT.QUERIES).allSatisfy(query -> {
            byte[] file = archive.files().get(query.getString("file"));
            assertThat(Archive.sha256(file)).isEqualTo(query.getString("sha256"));
            String whole = api.get("query/results?schedule_id=" + query.getString("schedule_id"))
                    .body();
            assertThat(Archive.withoutRequestId(file))
                    .isEqualTo(Archive.withoutRequestId(whole.getBytes(StandardCharsets.ISO_8859_1)));
        });
    }

    /** The store goes away while somebody reads; what had not come then comes when it is back. */
    private static void assertFeedGoesOnAfterAnAbsence(Api api, String batch, S3Proxy bucket) {
        List<JsonObject> lines = new ArrayList<>();
        try (LineReader feed = feed(api, batch + "/results")) {
            lines.add(feed.next());
            bucket.kill();
            addRest(feed, lines);
        }
        String behind = "?after=" + lines.get(lines.size() - 1).getString("cursor");
        JsonObject end = feed(api, batch + "/results" + behind).all().get(0).getJsonObject("meta");
        if (lines.size() < CrashIT.QUERIES) {
            assertThat(end.getBoolean("complete")).isFalse();
            assertThat(end.getJsonObject("error").getString("code")).isEqualTo("SERVICE_UNAVAILABLE");
        }
        bucket.start();
        List<JsonObject> rest = feed(api, batch + "/results" + behind).all();
        assertThat(rest.remove(rest.size() - 1).getJsonObject("meta").getBoolean("complete"))
                .isTrue();
        lines.addAll(rest);
        assertThat(lines.stream().map(line -> line.getString("schedule_id")))
                .doesNotHaveDuplicates()
                .hasSize(CrashIT.QUERIES);
        assertThat(lines.stream().mapToInt(line -> Truth.dataRows(line).size()).sum())
                .isEqualTo(Truth.flights("2001-04-01", "2001-04-03").size());
    }

    /** Lines of queries, up to the last line or to where the answer is cut off. */
    private static void addRest(LineReader feed, List<JsonObject> lines) {
        try {
            for (JsonObject line = feed.next(); line != null && !line.containsKey("meta"); line = feed.next()) {
                lines.add(line);
            }
        } catch (UncheckedIOException | JsonException e) {
            // Half a line counts for nothing.
        }
    }

    private static LineReader feed(Api api, String path) {
        return LineReader.of(api.send(api.request(path).GET(), BodyHandlers.ofInputStream()));
    }

    /** A pack bears the number of its first query. */
    private static void assertOneFileOfEach(S3Proxy bucket) {
        List<String> names = bucket.files(BUCKET).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(names).hasSizeBetween(1, CrashIT.QUERIES).allMatch(name -> name.matches("\\d+-\\d+\\.qb[rp]"));
        assertThat(names.stream().map(name -> name.substring(0, name.indexOf('-'))))
                .doesNotHaveDuplicates();
    }

    /** Neither rows nor what describes them; each ends as encrypted files do. */
    private static void assertNothingReadable(S3Proxy bucket) {
        assertThat(bucket.files(BUCKET))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("2001-04", "crc32c")
                        .endsWith("QBE1"));
    }

    /** Files vanish while they are listed: then it is not empty yet. */
    private static boolean isEmpty(S3Proxy bucket) {
        try {
            return bucket.files(BUCKET).isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void serverDoesNotStartWithoutItsBucket() {
        try (S3Proxy bucket = S3Proxy.in(home.resolve("s3"));
                ServerProcess server = server(bucket).launch()) {
            assertThat(server.awaitExit(Duration.ofMinutes(2))).isEqualTo(1);
            assertThat(server.log())
                    .contains("querybatch: cannot start: querybatch.results: there is no bucket \"results\"")
                    .doesNotContain(S3Proxy.SECRET_KEY);
        }
    }

    private ServerProcess.Starter server(S3Proxy bucket) {
        return ServerProcess.in(home)
                .with(store.environment())
                .with(bucket.environment("s3://" + BUCKET + "/some/prefix"))
                .with("QUERYBATCH_RESULTS_KEYS_FILE", keys().toString())
                .with("QUERYBATCH_S3_TIMEOUT", "PT10S");
    }

    private Path keys() {
        try {
            return Files.writeString(
                    home.resolve("results.keys"), "new:" + Keys.secret(1) + "\nold:" + Keys.secret(2) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertPagesAndStretchesAreThoseOfTheWhole(Api api) {
        Answer whole = api.get(CSV);
        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        List<String> lines = whole.body().lines().toList();
        assertThat(lines).hasSizeGreaterThan(1_001);
        Answer page = api.get(CSV + "&offset_start=999&offset_end=1000");
        assertThat(page.body().lines().toList()).containsExactly(lines.get(0), lines.get(1_000), lines.get(1_001));
        Answer stretch =
                api.send(api.request(CSV).header("Range", "bytes=5000-9999").GET());
        assertThat(stretch.status()).isEqualTo(206);
        assertThat(stretch.body()).isEqualTo(whole.body().substring(5_000, 10_000));
    }

    /** The store is away, then the object. */
    private static void assertAbsenceIsTold(ServerProcess server, Api api, S3Proxy bucket, String result) {
        bucket.kill();
        assertError(api.get(result), 503, "SERVICE_UNAVAILABLE");
        Poll.until(LONGEST, "the server says that it is not ready", () -> server.healthIs("health/ready", 503));
        bucket.start();
        assertThat(api.get(result).status()).isEqualTo(200);
        bucket.files(BUCKET).stream()
                .filter(file -> file.getFileName().toString().startsWith("1-"))
                .forEach(BucketIT::delete);
        assertError(api.get(result), 404, "QUERY_RESULTS_UNAVAILABLE");
        assertThat(server.log()).doesNotContain(S3Proxy.SECRET_KEY);
    }

    private static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(answer.body()).doesNotContain(BUCKET + "/", "127.0.0.1", "software.amazon");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if their retention had passed: the server is down, so that its embedded store can be opened. */
    private void expireBatches() throws SQLException {
        Map<String, String> settings = new HashMap<>(store.settings());
        settings.putIfAbsent(
                "querybatch.db.url",
                "jdbc:h2:file:" + home.resolve("db/querybatch") + ";MODE=PostgreSQL"
                        + ";DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
        try (Connection connection = DriverManager.getConnection(
                        settings.get("querybatch.db.url"),
                        settings.getOrDefault("querybatch.db.user", "querybatch"),
                        settings.getOrDefault("querybatch.db.password", ""));
                PreparedStatement update = connection.prepareStatement(
                        "update batch set expires_time = start_time where expires_time is not null")) {
            assertThat(update.executeUpdate()).isPositive();
        }
    }
}
