package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Archive;
import io.querybatch.testing.Batches;
import io.querybatch.testing.FullDevice;
import io.querybatch.testing.LineReader;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All results of a batch in one answer, against the real server. */
@Tag("h2")
@ExtendWith(ArquillianExtension.class)
class BatchResultsIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int AIRPORTS = 229;
    private static final int QUERIES = AIRPORTS * 2;

    private static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":2,%s
             "queries":[{"id":"mine","ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-06-01",
                         "end_date":"2001-06-02","fields":"%s"%s}]}""";
    private static final String ALONE = ",\"settings\":{\"no_fusion\":true},\"cache_minutes\":0";

    @ArquillianResource
    private URL url;

    private Api api;
    private String tenant;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        tenant = ServerUnderTest.newTenant();
        api = ServerUnderTest.api(url, tenant);
    }

    /** A batch of which some queries have ended and nothing moves. */
    private String paused() {
        String batch = Batches.submit(api, BODY.formatted("", Truth.FIELDS, ALONE));
        Poll.until(LONGEST, "some have succeeded", () -> progress(batch).getInt("success") > 5);
        api.patch(batch, "{\"paused\":true}");
        Poll.until(LONGEST, "what ran has ended", () -> progress(batch).getInt("running") == 0);
        return batch;
    }

    private String ended(String format) {
        String batch =
                Batches.submit(api, BODY.formatted("\"query_output_format\":\"" + format + "\",", Truth.FIELDS, ""));
        Batches.awaitEnd(api, batch, LONGEST);
        return batch;
    }

    private JsonObject progress(String batch) {
        return Batches.information(api, batch).getJsonObject("progress");
    }

    private LineReader feed(String path, String... headers) {
        HttpRequest.Builder request = api.request(path);
        return LineReader.of(api.send(
                (headers.length == 0 ? request : request.headers(headers)).GET(), BodyHandlers.ofInputStream()));
    }

    private Archive archive(Api reader, String batch) {
        return Archive.of(reader.send(
                reader.request(batch + "/results")
                        .header("Accept", "application/zip")
                        .GET(),
                BodyHandlers.ofByteArray()));
    }

    private static void assertTruth(Truth truth, JsonObject line) {
        JsonObject split = line.getJsonObject("split_info");
        assertThat(Truth.dataRows(line).stream().map(Truth::comparable))
                .as(line.getString("schedule_id"))
                .isEqualTo(
                        truth
                                .rows(split.getJsonArray("ds_accounts").getString(0), split.getString("start_date"))
                                .stream()
                                .map(Truth::comparable)
                                .toList());
        assertThat(line.getString("id")).isEqualTo("mine");
        assertThat(line.getString("cursor")).isNotBlank();
    }

    @Test
    void linesComeWhileTheBatchRunsEachOnceAndAreTheTruth() {
        Truth truth = Truth.flights("2001-06-01", "2001-06-02");
        String batch = paused();
        int done = progress(batch).getInt("success");
        List<JsonObject> lines = new ArrayList<>();
        try (LineReader feed = feed(batch + "/results")) {
            assertThat(feed.header("Content-Type")).isEqualTo("application/x-ndjson");
            // Nothing more happens before these have come.
            IntStream.range(0, done).forEach(n -> lines.add(feed.next()));
            assertThat(progress(batch).getInt("queued")).isEqualTo(QUERIES - done);
            api.patch(batch, "{\"paused\":false,\"query_concurrency\":8}");
            IntStream.range(done, QUERIES).forEach(n -> lines.add(feed.next()));
            JsonObject meta = feed.next().getJsonObject("meta");
            assertThat(meta.getBoolean("complete")).isTrue();
            assertThat(meta.getString("outcome")).isEqualTo("completed");
            assertThat(meta.getString("request_id")).isEqualTo(feed.header("X-Request-Id"));
            assertThat(feed.next()).isNull();
        }
        lines.forEach(line -> assertTruth(truth, line));
        assertThat(ids(lines)).doesNotHaveDuplicates().hasSize(QUERIES);

        String behind = lines.get(99).getString("cursor");
        List<JsonObject> rest = feed(batch + "/results?after=" + behind).all();
        assertThat(ids(rest)).containsExactlyElementsOf(ids(lines).subList(100, QUERIES));
        rest.subList(0, rest.size() - 1).forEach(line -> assertTruth(truth, line));
        String end = rest.get(rest.size() - 1).getJsonObject("meta").getString("cursor");
        assertThat(feed(batch + "/results?after=" + end).all()).hasSize(1);
    }

    /** Of the queries, without the last line. */
    private static List<String> ids(List<JsonObject> lines) {
        return lines.stream()
                .filter(line -> line.containsKey("schedule_id"))
                .map(line -> line.getString("schedule_id"))
                .toList();
    }

    @Test
    void whoWaitsForACertainTimeIsToldWhereToGoOn() {
        String batch = paused();
        int done = progress(batch).getInt("success");
        List<JsonObject> lines = feed(batch + "/results", "Prefer", "wait=1").all();
        assertThat(ids(lines)).hasSize(done);
        JsonObject meta = lines.get(done).getJsonObject("meta");
        assertThat(meta.getBoolean("complete")).isFalse();
        assertThat(meta.getString("status_code")).isEqualTo("RUNNING");
        api.patch(batch, "{\"paused\":false,\"query_concurrency\":8}");
        List<JsonObject> rest =
                feed(batch + "/results?after=" + meta.getString("cursor")).all();
        assertThat(Stream.concat(ids(lines).stream(), ids(rest).stream()))
                .doesNotHaveDuplicates()
                .hasSize(QUERIES);
    }

    /** Some queries find no room for their results, most never run, and one result is gone when it is read. */
    @Test
    void whatIsMissingIsListedWithItsReason() throws IOException {
        String batch = paused();
        Path folder = ServerUnderTest.results(batch);
        try (FullDevice full = FullDevice.forQuery(folder, Batches.firstQueued(api, batch))) {
            api.patch(batch, "{\"paused\":false}");
            Poll.until(LONGEST, "some have failed", () -> progress(batch).getInt("failure") > 0);
            api.delete(batch);
            Batches.awaitEnd(api, batch, LONGEST);
            assertThat(full.attempts()).isEqualTo(1);
        }
        try (Stream<Path> files = Files.list(folder)) {
            Files.delete(files.filter(file -> file.getFileName().toString().startsWith("1-"))
                    .findFirst()
                    .orElseThrow());
        }
        List<JsonObject> queries = Batches.queries(api, batch);
        int succeeded = progress(batch).getInt("success");

        List<JsonObject> lines = feed(batch + "/results").all();
        assertThat(lines).hasSize(QUERIES + 1);
        assertThat(lines.get(QUERIES).getJsonObject("meta").getString("outcome"))
                .isEqualTo("cancelled");
        assertThat(lines.stream()
                        .filter(line -> line.containsKey("error_info"))
                        .collect(Collectors.toMap(
                                line -> line.getString("schedule_id"), line -> line.getJsonObject("error_info"))))
                .isEqualTo(queries.stream()
                        .filter(query -> query.containsKey("error_info"))
                        .collect(Collectors.toMap(
                                query -> query.getString("schedule_id"), query -> query.getJsonObject("error_info"))));
        assertThat(lines).filteredOn(line -> line.containsKey("data")).hasSize(succeeded - 1);
        assertThat(lines)
                .filteredOn(line -> line.containsKey("data_error"))
                .singleElement()
                .satisfies(line -> assertThat(line.getString("schedule_id")).endsWith("_query_1"));

        Archive zip = archive(api, batch);
        assertThat(zip.manifest().getString("outcome")).isEqualTo("cancelled");
        assertThat(zip.manifest().getInt("files")).isEqualTo(succeeded - 1);
        assertThat(zip.manifest().getInt("missing")).isEqualTo(QUERIES - succeeded + 1);
        assertThat(zip.manifest().getBoolean("complete")).isFalse();
        assertThat(zip.files()).hasSize(succeeded - 1);
        List<JsonObject> listed = zip.queries();
        assertThat(ids(listed)).isEqualTo(ids(queries));
        for (int i = 1; i < QUERIES; i++) {
            JsonValue why = listed.get(i).get("missing");
            assertThat(why).isEqualTo(queries.get(i).get("error_info"));
            assertThat(listed.get(i).containsKey("file")).isEqualTo(why == null);
        }
        assertThat(listed.get(0).getJsonObject("missing").getString("code")).isEqualTo("QUERY_RESULTS_UNAVAILABLE");
    }

    /** Small results of a shared scan: they are in packs. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "ndjson", "powerbi", "xlsx", "parquet"})
    void filesAreWhatEachResultIsByItself(String format) {
        String batch = ended(format);
        Archive zip = archive(api, batch);
        assertThat(zip.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"" + batch.replace("query/batch/", "") + ".zip\"");
        assertThat(zip.manifest().getBoolean("complete")).isTrue();
        assertThat(zip.files()).hasSize(QUERIES);
        List<JsonObject> queries = Batches.queries(api, batch);
        List<JsonObject> lines = feed(batch + "/results").all();
        for (int i = 0; i < QUERIES; i += i < 3 ? 1 : 53) {
            JsonObject info = queries.get(i).getJsonObject("result_info");
            HttpResponse<byte[]> alone =
                    api.send(api.request(info.getString("results_url")).GET(), BodyHandlers.ofByteArray());
            JsonObject listed = zip.queries().get(i);
            byte[] file = zip.files().get(listed.getString("file"));
            assertThat(Archive.withoutRequestId(file)).isEqualTo(Archive.withoutRequestId(alone.body()));
            assertThat(listed.getInt("rows")).isEqualTo(info.getInt("total_rows"));
            assertThat(listed.getInt("bytes")).isEqualTo(file.length);
            assertThat(listed.getString("sha256")).isEqualTo(Archive.sha256(file));
            assertThat(listed.getString("id")).isEqualTo("mine");
            assertDataIsTheFile(format, lines, listed.getString("schedule_id"), file);
        }
    }

    private static void assertDataIsTheFile(String format, List<JsonObject> lines, String id, byte[] file) {
        JsonObject line = lines.stream()
                .filter(one -> one.getString("schedule_id", "").equals(id))
                .findFirst()
                .orElseThrow();
        String text = new String(file, StandardCharsets.UTF_8);
        switch (format) {
            case "json" ->
                assertThat(line.get("data"))
                        .isEqualTo(Archive.json(text).asJsonObject().get("data"));
            case "csv" -> assertThat(line.getString("data")).isEqualTo(text);
            case "powerbi" -> assertThat(line.get("data")).isEqualTo(Archive.json(text));
            case "ndjson" ->
                assertThat(line.get("data"))
                        .isEqualTo(
                                Archive.json("[" + String.join(",", text.lines().toList()) + "]"));
            default -> assertThat(line).doesNotContainKey("data").containsKey("result_info");
        }
    }

    @Test
    void whatHasNotEndedYetIsMissing() {
        String batch = paused();
        int done = progress(batch).getInt("success");
        Archive zip = archive(api, batch);
        assertThat(zip.files()).hasSize(done);
        assertThat(zip.manifest().getString("status_code")).isEqualTo("RUNNING");
        JsonObject last = zip.queries().get(QUERIES - 1);
        assertThat(last.getString("status_code")).isEqualTo("QUEUED");
        assertThat(last.getJsonObject("missing").getString("description")).isEqualTo("The query has not ended yet.");
    }

    @Test
    void othersFindNothingAndWhoMayNotSeeAnAccountGetsNoneOfIt() {
        String batch = ended("json");
        Api stranger = ServerUnderTest.api(url, "globex");
        for (String accept : List.of("*/*", "application/zip")) {
            Answer answer = stranger.send(stranger.request(batch + "/results")
                    .header("Accept", accept)
                    .GET());
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
        }
        Api restricted = ServerUnderTest.api(url, tenant, "ORD");
        List<JsonObject> lines = LineReader.of(
                        restricted.send(restricted.request(batch + "/results").GET(), BodyHandlers.ofInputStream()))
                .all();
        assertThat(lines).hasSize(QUERIES + 1);
        assertThat(lines)
                .filteredOn(line -> line.containsKey("data"))
                .hasSize(2)
                .allMatch(line -> line.getJsonObject("split_info")
                        .getJsonArray("ds_accounts")
                        .getString(0)
                        .equals("ORD"));
        assertThat(lines)
                .filteredOn(line -> line.containsKey("data_error"))
                .hasSize(QUERIES - 2)
                .allMatch(line ->
                        line.getJsonObject("data_error").getString("code").equals("PERMISSION_ERROR"));
        Archive zip = archive(restricted, batch);
        assertThat(zip.files()).hasSize(2);
        assertThat(zip.manifest().getInt("missing")).isEqualTo(QUERIES - 2);
    }

    @Test
    void deletedResultsAreMissing() {
        String batch = ended("json");
        assertThat(api.delete(batch + "/results").status()).isEqualTo(200);
        assertThat(feed(batch + "/results").all())
                .filteredOn(line -> line.containsKey("data_error"))
                .hasSize(QUERIES)
                .allMatch(line ->
                        line.getJsonObject("data_error").getString("code").equals("QUERY_RESULTS_UNAVAILABLE"));
        assertThat(archive(api, batch).manifest().getInt("files")).isZero();
    }

    @Test
    void answersInTheFormsThatThereAre() {
        String batch = ended("json");
        Answer other = api.send(
                api.request(batch + "/results").header("Accept", "text/csv").GET());
        assertThat(other.status()).isEqualTo(406);
        assertThat(other.json().getJsonObject("error").getString("code")).isEqualTo("NOT_ACCEPTABLE");
        for (String accept : List.of("*/*", "application/zip;q=0.2, application/x-ndjson", "application/*")) {
            assertThat(feed(batch + "/results", "Accept", accept).header("Content-Type"))
                    .isEqualTo("application/x-ndjson");
        }
        Answer head = api.send(api.request(batch + "/results").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("application/x-ndjson");
        Answer wrong = api.get(batch + "/results?after=yesterday");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().getJsonObject("error").getString("description"))
                .contains("\"after\": must be the cursor of a line");
    }

    @Test
    void aTenantReadsSoManyBatchesAtATimeAndWhoHasGoneTakesNoPlace() {
        String batch = paused();
        List<LineReader> readers = new ArrayList<>();
        for (int i = 0; i < Downloads.MOST_OF_TENANT; i++) {
            readers.add(feed(batch + "/results"));
            readers.get(i).next();
        }
        Answer tooMany = api.get(batch + "/results");
        assertThat(tooMany.status()).isEqualTo(503);
        assertThat(tooMany.json().getJsonObject("error").getString("description"))
                .isEqualTo(
                        "Too many batches are being read: at most 16 of a tenant and 64 in all at a time on a server.");
        assertThat(tooMany.header("Retry-After")).isEqualTo("10");
        readers.forEach(LineReader::close);
        Poll.until(
                Duration.ofMinutes(1),
                "there is room again",
                () -> api.send(api.request(batch + "/results")
                                        .header("Prefer", "wait=0")
                                        .GET())
                                .status()
                        == 200);
        api.delete(batch);
    }
}
