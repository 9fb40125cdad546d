package io.querybatch.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Archive;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.testing.openapi.Operation;
import io.querybatch.webhooks.http.Receiver;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Administrators read what is of any tenant and change nothing of it (contract A3), on a server of its own with two tenants: what
 * there is to read and to change is taken from the OpenAPI document, so that nothing new is forgotten.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("h2")
class AdminReadsIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String QUERY =
            "{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"%s\",\"start_date\":\"2001-05-01\",\"end_date\":\"2001-05-02\","
                    + "\"fields\":\"date,flights\"}";
    private static final String BATCH = "{\"description\":\"of %s\",\"queries\":[" + QUERY + "]%s}";
    private static final String SCHEDULE = "{\"cron\":\"0 0 29 2 *\",\"batch\":" + BATCH + "}";
    private static final String SINGLE = "query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&start_date=2001-05-01"
            + "&end_date=2001-05-02&fields=date,flights&schedule_id=mine";

    private Receiver receiver;
    private ServerProcess server;
    private Api acme;
    private Api globex;
    private Api admin;
    private String batch;
    private String otherBatch;
    private String schedule;
    private String otherSchedule;

    @BeforeAll
    void twoTenantsHaveOneOfEach() throws IOException {
        receiver = Receiver.start(exchange -> Receiver.answer(exchange, 204));
        Path folder = Files.createDirectories(Project.target().resolve("it"));
        server = ServerProcess.in(Files.createTempDirectory(folder, "admin"))
                .with(TestStore.fresh().environment())
                .with(Map.of(
                        "QUERYBATCH_WEBHOOKS_HTTP",
                        "true",
                        "QUERYBATCH_WEBHOOKS_NETWORKS",
                        "127.0.0.0/8",
                        "QUERYBATCH_WEBHOOKS_KEY",
                        Base64.getEncoder().encodeToString(new byte[32])))
                .start();
        acme = caller("acme", "ds_queries_run ds_accounts_read");
        globex = caller("globex", "ds_queries_run ds_accounts_read");
        admin = caller("us", "ds_queries_run ds_accounts_read ds_admin");
        String callback = ",\"callback_url\":\"http://127.0.0.1:" + receiver.port()
                + "/hook\",\"callback_secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"";
        batch = ended(acme, Batches.submit(acme, BATCH.formatted("acme", "ORD", callback)));
        otherBatch = ended(globex, Batches.submit(globex, BATCH.formatted("globex", "LAX", "")));
        schedule = schedule(acme, SCHEDULE.formatted("acme", "ORD", ""));
        otherSchedule = schedule(globex, SCHEDULE.formatted("globex", "LAX", ""));
        for (Api tenant : List.of(acme, globex)) {
            assertThat(tenant.get(SINGLE).status()).isEqualTo(200);
        }
        Poll.until(
                LONGEST,
                "the batch was told of",
                () -> acme.get(batch + "/deliveries").body().contains("\"SUCCESS\""));
    }

    @AfterAll
    void end() {
        if (server != null) {
            server.close();
        }
        receiver.close();
    }

    private Api caller(String tenant, String scope, String... more) {
        List<String> options = Stream.concat(
                        Stream.of("--tenant", tenant, "--scope", scope, "--subject", "of " + tenant), Stream.of(more))
                .toList();
        return new Api(server.url(), DevTokens.token(server.home(), options.toArray(String[]::new)));
    }

    private static String ended(Api api, String path) {
        assertThat(Batches.awaitEnd(api, path, LONGEST).getString("outcome")).isEqualTo("completed");
        return path;
    }

    private static String schedule(Api api, String body) {
        Answer answer = api.post("query/schedule", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "query/schedule/" + answer.data().getString("recurrence_id");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Everything that can be done with a thing of acme's, by its id. */
    private List<Operation> operations(boolean reading) {
        List<Operation> found = ApiDocument.read().operations().stream()
                .filter(operation -> operation.path().startsWith("/query/"))
                .filter(operation -> operation.path().contains("_id}"))
                .filter(operation -> operation.method().equals("GET") == reading)
                .toList();
        assertThat(found).hasSizeGreaterThan(reading ? 6 : 7);
        return found;
    }

    private String path(Operation operation) {
        return operation
                .path()
                .substring(1)
                .replace("{batch_id}", id(batch))
                .replace("{recurrence_id}", id(schedule))
                .replace("{delivery_id}", id(batch) + "_delivery_1");
    }

    /** Every path of something of acme's that can be read by its id. */
    private List<String> readable() {
        return Stream.concat(
                        operations(true).stream().map(this::path),
                        Stream.of(
                                batch + "/status?state=SUCCESS",
                                batch + "/status?since=0.0.1",
                                "query/results?schedule_id=" + id(batch) + "_query_1",
                                "query/status?schedule_id=" + id(batch) + "_query_1"))
                .toList();
    }

    private Answer call(Api api, Operation operation) {
        String body = !operation.method().equals("PATCH")
                ? "{}"
                : operation.path().contains("schedule") ? "{\"paused\":true}" : "{\"description\":\"taken over\"}";
        return api.send(api.request(path(operation))
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(body)));
    }

    /** What an answer says, but for the request that it answers. */
    private static String said(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo(code);
    }

    private static List<String> values(Answer list, String member) {
        return list.json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .map(row -> row.getString(member))
                .toList();
    }

    @Test
    void anAdministratorIsToldOfAThingWhatItsTenantIsTold() {
        for (String path : readable()) {
            assertThat(said(admin.get(path))).as(path).isEqualTo(said(acme.get(path)));
        }
        assertThat(admin.get(batch).data().getString("tenant")).isEqualTo("acme");
        assertThat(admin.get(batch + "/deliveries").body()).contains("_delivery_1");
        assertThat(admin.get(batch + "/events").body()).contains("event: query", "event: stopped");
        assertThat(admin.get("query/results?schedule_id=" + id(batch) + "_query_1")
                        .body())
                .contains("2001-05-01");
        String tag = admin.get(batch + "/status").header("ETag");
        assertThat(admin.send(admin.request(batch + "/status")
                                .header("If-None-Match", tag)
                                .header("Prefer", "wait=1")
                                .GET())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void anAdministratorGetsTheArchiveThatItsTenantGets() {
        Map<String, String> own = texts(archive(acme));
        assertThat(own).hasSize(1);
        assertThat(texts(archive(admin))).isEqualTo(own);
    }

    private Archive archive(Api reader) {
        return Archive.of(reader.send(
                reader.request(batch + "/results")
                        .header("Accept", "application/zip")
                        .GET(),
                BodyHandlers.ofByteArray()));
    }

    private static Map<String, String> texts(Archive archive) {
        Map<String, String> texts = new TreeMap<>();
        archive.files()
                .forEach((name, bytes) -> texts.put(
                        name, new String(bytes, StandardCharsets.UTF_8).replaceAll("\"request_id\":\"[^\"]*\"", "")));
        return texts;
    }

    @Test
    void anAdministratorFollowsABatchThatRuns() {
        String running = Batches.submit(acme, BATCH.formatted("acme", "ATL", ""));
        Poll.until(
                LONGEST,
                "it has stopped",
                () -> admin.send(admin.request(running + "/status")
                                .header("Prefer", "wait=5")
                                .GET())
                        .body()
                        .contains("\"status_code\":\"STOPPED\""));
        String lines = admin.get(running + "/results").body();
        assertThat(lines).contains("\"complete\":true", "2001-05-02");
        acme.delete(running + "/results");
    }

    @Test
    void listsHaveEverybodysOrThoseOfOneTenant() {
        assertThat(values(admin.get("query/schedule"), "tenant")).containsExactly("globex", "acme");
        assertThat(values(admin.get("query/schedule?tenant=acme"), "recurrence_id"))
                .containsExactly(id(schedule));
        assertThat(values(admin.get("query/schedule?tenant=nobody"), "tenant")).isEmpty();
        assertThat(values(globex.get("query/schedule"), "recurrence_id")).containsExactly(id(otherSchedule));

        assertThat(values(admin.get("query/batch"), "batch_id")).contains(id(batch), id(otherBatch));
        assertThat(values(admin.get("query/batch"), "tenant"))
                .contains("globex")
                .containsOnly("acme", "globex");
        assertThat(values(admin.get("query/batch?tenant=acme&state=STOPPED"), "tenant"))
                .containsOnly("acme");
        assertThat(values(admin.get("query/batch?tenant=us"), "tenant")).isEmpty();
        assertThat(values(globex.get("query/batch?tenant=globex"), "batch_id")).containsExactly(id(otherBatch));
        assertThat(values(globex.get("query/batch"), "batch_id")).containsExactly(id(otherBatch));
    }

    @Test
    void pagesOfAListGoOnAcrossTenants() {
        Answer first = admin.get("query/schedule?limit=1");
        String cursor = first.json().getJsonObject("meta").getString("cursor");
        Answer second = admin.get("query/schedule?limit=1&cursor=" + cursor);
        assertThat(values(first, "tenant")).containsExactly("globex");
        assertThat(values(second, "tenant")).containsExactly("acme");
        assertThat(second.json().getJsonObject("meta").isNull("cursor")).isTrue();
    }

    @Test
    void queriesAloneAreFoundByTheirTenantAndTheirName() {
        assertThat(values(admin.get("query/history"), "tenant")).containsExactly("globex", "acme");
        assertThat(values(admin.get("query/history?tenant=acme"), "schedule_id"))
                .containsExactly("mine");
        assertThat(values(acme.get("query/history"), "schedule_id")).containsExactly("mine");
        assertThat(acme.get("query/history").body()).doesNotContain("tenant");

        for (String path : List.of("query/results?schedule_id=mine", "query/status?schedule_id=mine")) {
            assertThat(admin.get(path).status()).as(path).isEqualTo(404);
            assertThat(said(admin.get(path + "&tenant=acme"))).isEqualTo(said(acme.get(path)));
            assertThat(admin.get(path + "&tenant=nobody").status()).isEqualTo(404);
        }
        String query = "query/results?schedule_id=" + id(batch) + "_query_1";
        assertThat(admin.get(query + "&tenant=acme").status()).isEqualTo(200);
        assertThat(admin.get(query + "&tenant=globex").status()).isEqualTo(404);
    }

    @Test
    void nothingOfAnotherTenantIsChangedByAnAdministrator() {
        List<String> before = List.of(said(acme.get(batch)), said(acme.get(schedule)));
        for (Operation operation : operations(false)) {
            assertRefused(call(admin, operation), 404, "NOT_FOUND");
            assertRefused(call(globex, operation), 404, "NOT_FOUND");
        }
        assertThat(List.of(said(acme.get(batch)), said(acme.get(schedule)))).isEqualTo(before);
        assertThat(admin.get("query/batch?tenant=us").json().getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void forOthersNothingOfAnotherTenantIsThere() {
        for (String path : readable()) {
            assertThat(globex.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void whoIsNoAdministratorMayNotNameAnotherTenantWhetherThereIsOneOrNot() {
        for (String path : List.of(
                "query/batch?",
                "query/schedule?",
                "query/history?",
                "query/results?schedule_id=mine&",
                "query/status?schedule_id=" + id(batch) + "_query_1&")) {
            for (String tenant : List.of("acme", "nobody")) {
                Answer answer = globex.get(path + "tenant=" + tenant);
                assertRefused(answer, 403, "FORBIDDEN");
                assertThat(answer.header("WWW-Authenticate"))
                        .contains("error=\"insufficient_scope\"", "scope=\"ds_admin\"");
            }
        }
    }

    @Test
    void theScopeAloneIsEnoughToReadAndForNothingElse() {
        Api reader = caller("us", "ds_admin");
        for (String path : readable()) {
            assertThat(reader.get(path).status()).as(path).isEqualTo(200);
        }
        for (Operation operation : operations(false)) {
            assertRefused(call(reader, operation), 403, "FORBIDDEN");
        }
        assertRefused(reader.post("query/batch", BATCH.formatted("us", "ORD", "")), 403, "FORBIDDEN");
        assertRefused(reader.get(SINGLE), 403, "FORBIDDEN");
    }

    @Test
    void anAdministratorReadsResultsOfTheAccountsOfHisTokenOnly() {
        Api narrow = caller("us", "ds_admin", "--ds-access", "{\"FLIGHTS\":[\"LAX\"]}");
        assertThat(narrow.get(batch + "/status").status()).isEqualTo(200);
        assertRefused(narrow.get("query/results?schedule_id=" + id(batch) + "_query_1"), 403, "PERMISSION_ERROR");
        assertThat(narrow.get(batch + "/results").body())
                .contains("\"code\":\"PERMISSION_ERROR\"")
                .doesNotContain("\"data\":[");
        assertThat(narrow.get("query/results?schedule_id=" + id(otherBatch) + "_query_1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsReadOfOthersIsWrittenDownOnceInAWhile() {
        Api auditor = caller("auditors", "ds_queries_run ds_admin");
        auditor.get("v2/" + batch);
        auditor.get("v2/" + batch);
        auditor.get(schedule + "/runs");
        auditor.get("query/batch?state=STOPPED");
        auditor.get("query/batch?tenant=auditors");
        auditor.get(batch.replace("qrb_", "qrb_0").substring(0, batch.length()));
        Poll.until(LONGEST, "the last of it is written down", () -> reads().size() >= 3);
        assertThat(reads())
                .containsExactly(
                        "all of null: GET /query/batch",
                        "acme of null: GET /" + schedule + "/runs",
                        "acme of " + id(batch) + ": GET /v2/" + batch);
    }

    private List<String> reads() {
        return admin
                .get("admin/audit?action=admin_read&limit=1000")
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(event -> event.getString("actor", "").equals("of auditors"))
                .map(event -> event.getString("tenant", "all") + " of " + event.getString("batch_id", "null") + ": "
                        + event.getString("detail"))
                .toList();
    }
}
