package io.querybatch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that are submitted again and again. */
@ExtendWith(ArquillianExtension.class)
class ScheduleIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String QUERY = """
            {"id":"mine","ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-01","end_date":"2001-01-03","fields":"date,flights"}""";
    private static final String BATCH = "{\"description\":\"flights\",\"queries\":[" + QUERY + "]}";
    private static final String NEVER_SOON = "0 0 29 2 *";

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        api = somebodyNew();
    }

    private Api somebodyNew() {
        return ServerUnderTest.api(url, ServerUnderTest.newTenant());
    }

    private static String body(String cron, String more) {
        return "{\"cron\":\"" + cron + "\"," + more + "\"batch\":" + BATCH + "}";
    }

    /** Makes a schedule and returns its path. */
    private static String create(Api api, String body) {
        Answer answer = api.post("query/schedule", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String path = "query/schedule/" + answer.data().getString("recurrence_id");
        assertThat(URI.create(answer.header("Location")).getPath()).isEqualTo("/" + path);
        return path;
    }

    private List<JsonObject> runs(String schedule) {
        return api.get(schedule + "/runs").json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static String error(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonObject error = answer.json().getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        return error.getString("description", "");
    }

    private String runNow(String schedule) {
        Answer answer = api.post(schedule + "/run", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "query/batch/" + answer.data().getString("batch_id");
    }

    @Test
    void whatIsDueEveryMinuteIsSubmittedWithinOneAndGivesRows() {
        String schedule = create(api, body("* * * * *", ""));
        Instant due = Instant.parse(api.get(schedule).data().getString("next_run_time"));
        JsonObject run = Poll.get(
                Duration.ofSeconds(90),
                "it was due",
                () -> runs(schedule).stream().findFirst().orElse(null));
        assertThat(run.getString("outcome")).isEqualTo("submitted");
        assertThat(Instant.parse(run.getString("due_time"))).isEqualTo(due);
        assertThat(Instant.parse(run.getString("run_time"))).isAfterOrEqualTo(due);
        assertThat(run.getInt("missed")).isZero();

        api.patch(schedule, "{\"paused\":true}");
        JsonObject batch = Batches.awaitEnd(api, "query/batch/" + run.getString("batch_id"), LONGEST);
        assertThat(batch.getString("outcome")).isEqualTo("completed");
        assertThat(batch.getString("description")).isEqualTo("flights");
        assertThat("query/schedule/" + batch.getString("recurrence_id")).isEqualTo(schedule);
        assertRows(batch);
        JsonObject now = api.get(schedule).data();
        assertThat(Instant.parse(now.getString("last_due_time"))).isEqualTo(due);
        assertThat(now.getString("last_batch_id")).isEqualTo(batch.getString("batch_id"));
        assertThat(now.isNull("next_run_time")).isTrue();
        assertThat(now.getJsonArray("next_runs")).isEmpty();
    }

    private void assertRows(JsonObject batch) {
        Answer rows = api.get("query/results?schedule_id=" + batch.getString("batch_id") + "_query_1");
        assertThat(rows.status()).isEqualTo(200);
        assertThat(rows.json().getJsonArray("data").stream()
                        .map(row -> row.asJsonArray().get(0).toString())
                        .toList())
                .containsExactly("\"Date\"", "\"2001-01-01\"", "\"2001-01-02\"", "\"2001-01-03\"");
    }

    @Test
    void aScheduleIsWhatWasSaidAndTellsItsNextRuns() {
        String schedule = create(
                api,
                body(
                        "30 6 * * MON-FRI",
                        "\"timezone\":\"Europe/Berlin\",\"description\":\"daily\",\"missed_runs\":\"skip\","
                                + "\"overlap\":\"allow\","));
        JsonObject data = api.get(schedule).data();
        assertThat(data.getString("cron")).isEqualTo("30 6 * * MON-FRI");
        assertThat(data.getString("timezone")).isEqualTo("Europe/Berlin");
        assertThat(data.getString("description")).isEqualTo("daily");
        assertThat(data.getString("missed_runs")).isEqualTo("skip");
        assertThat(data.getString("overlap")).isEqualTo("allow");
        assertThat(data.getBoolean("paused")).isFalse();
        assertThat(data.getJsonObject("batch")
                        .getJsonArray("queries")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo("mine");
        List<ZonedDateTime> next = data.getJsonArray("next_runs").stream()
                .map(time -> Instant.parse(time.toString().replace("\"", "")).atZone(ZoneId.of("Europe/Berlin")))
                .toList();
        assertThat(next).hasSize(5).isSorted().doesNotHaveDuplicates();
        assertThat(next)
                .allMatch(time -> time.getHour() == 6
                        && time.getMinute() == 30
                        && time.getDayOfWeek().getValue() <= 5);
        assertThat(data.getString("next_run_time"))
                .isEqualTo(data.getJsonArray("next_runs").getString(0));
        assertThat(runs(schedule)).isEmpty();
    }

    @Test
    void whatNobodySaysIsTheDefault() {
        JsonObject data = api.get(create(api, body(NEVER_SOON, ""))).data();
        assertThat(data.getString("timezone")).isEqualTo("UTC");
        assertThat(data.getString("missed_runs")).isEqualTo("run_once");
        assertThat(data.getString("overlap")).isEqualTo("skip");
        assertThat(data.getString("description")).isEmpty();
    }

    @Test
    void whoAsksForARunGetsABatchAndTheNextOneWhenThatHasStopped() {
        String schedule = create(
                api,
                "{\"cron\":\"" + NEVER_SOON
                        + "\",\"paused\":true,\"batch\":{\"split_dates_policy\":\"day\",\"query_concurrency\":1,"
                        + "\"queries\":[{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"ORD\",\"start_date\":\"2001-01-01\",\"end_date\":\"2001-06-30\","
                        + "\"fields\":\"date,flights\",\"settings\":{\"no_fusion\":true}}]}}");
        String first = runNow(schedule);
        api.patch(first, "{\"paused\":true}");
        if (!Batches.information(api, first).getString("status_code").equals("STOPPED")) {
            assertThat(error(api.post(schedule + "/run", ""), 409, "CONFLICT_ERROR"))
                    .contains("has not stopped");
        }
        api.delete(first);
        Batches.awaitEnd(api, first, LONGEST);
        String second = runNow(schedule);
        api.delete(second);
        assertThat(runs(schedule))
                .extracting(run -> "query/batch/" + run.getString("batch_id"))
                .containsExactly(second, first);
        assertThat(runs(schedule)).allMatch(run -> run.isNull("due_time") && run.isNull("late_seconds"));
        assertThat(api.get(schedule + "/runs?limit=1").json().getJsonArray("data"))
                .hasSize(1);
    }

    @Test
    void aChangeMovesTheNextRunAndKeepsTheRest() {
        String schedule = create(api, body("0 6 * * *", "\"timezone\":\"UTC\",\"description\":\"old\","));
        JsonObject paused =
                api.patch(schedule, "{\"paused\":true,\"description\":\"new\"}").data();
        assertThat(paused.isNull("next_run_time")).isTrue();
        assertThat(paused.getString("cron")).isEqualTo("0 6 * * *");
        JsonObject resumed = api.patch(
                        schedule, "{\"paused\":false,\"cron\":\"15 7 * * *\",\"timezone\":\"Asia/Kolkata\"}")
                .data();
        assertThat(resumed.getString("next_run_time")).endsWith("T01:45:00.000Z");
        assertThat(resumed.getString("description")).isEqualTo("new");
        assertThat(resumed.getJsonObject("batch")).isEqualTo(paused.getJsonObject("batch"));

        JsonObject other = api.patch(schedule, "{\"batch\":" + BATCH.replace("ORD", "LAX") + "}")
                .data();
        assertThat(other.getJsonObject("batch").toString()).contains("LAX").doesNotContain("ORD");
        assertThat(other.getString("next_run_time")).isEqualTo(resumed.getString("next_run_time"));
        String batch = runNow(schedule);
        Batches.awaitEnd(api, batch, LONGEST);
        assertThat(Batches.queries(api, batch)
                        .get(0)
                        .getJsonObject("split_info")
                        .getJsonArray("ds_accounts"))
                .hasToString("[\"LAX\"]");
    }

    @Test
    void whatIsDeletedIsGoneAndItsBatchesStay() {
        String schedule = create(api, body(NEVER_SOON, ""));
        String batch = runNow(schedule);
        Answer deleted = api.delete(schedule);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.data().getString("cron")).isEqualTo(NEVER_SOON);
        error(api.get(schedule), 404, "NOT_FOUND");
        error(api.delete(schedule), 404, "NOT_FOUND");
        error(api.get(schedule + "/runs"), 404, "NOT_FOUND");
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("completed");
    }

    @Test
    void theListHasTheNewestFirstInPages() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            paths.add(0, create(api, body(NEVER_SOON, "\"description\":\"" + i + "\",")));
        }
        JsonObject first = api.get("query/schedule?limit=2").json();
        JsonObject second = api.get("query/schedule?limit=2&cursor="
                        + first.getJsonObject("meta").getString("cursor"))
                .json();
        List<JsonObject> all = new ArrayList<>(first.getJsonArray("data").getValuesAs(JsonObject.class));
        all.addAll(second.getJsonArray("data").getValuesAs(JsonObject.class));
        assertThat(all)
                .extracting(one -> "query/schedule/" + one.getString("recurrence_id"))
                .isEqualTo(paths);
        assertThat(all).noneMatch(one -> one.containsKey("batch") || one.containsKey("next_runs"));
        assertThat(second.getJsonObject("meta").isNull("cursor")).isTrue();
    }

    @Test
    void forOthersItDoesNotExist() {
        String schedule = create(api, body(NEVER_SOON, ""));
        Api other = somebodyNew();
        assertThat(error(other.get(schedule), 404, "NOT_FOUND")).isEqualTo("There is no such schedule.");
        error(other.get(schedule + "/runs"), 404, "NOT_FOUND");
        error(other.patch(schedule, "{\"paused\":true}"), 404, "NOT_FOUND");
        error(other.post(schedule + "/run", ""), 404, "NOT_FOUND");
        error(other.delete(schedule), 404, "NOT_FOUND");
        assertThat(other.get("query/schedule").json().getJsonArray("data")).isEmpty();
        assertThat(api.get(schedule).data().getBoolean("paused")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"qrs_0123456789abcdef0123", "qrb_0123456789abcdef0123", "1", "qrs_0123456789ABCDEF0123"})
    void anIdThatIsNoneIsNotFound(String id) {
        error(api.get("query/schedule/" + id), 404, "NOT_FOUND");
        error(api.get("query/schedule/" + id + "/runs"), 404, "NOT_FOUND");
        error(api.post("query/schedule/" + id + "/run", ""), 404, "NOT_FOUND");
    }

    @Test
    void aScheduleHasTheRightsOfWhoGaveItItsBatch() {
        String tenant = ServerUnderTest.newTenant();
        Api all = ServerUnderTest.api(url, tenant);
        Api one = ServerUnderTest.api(url, tenant, "ORD");
        String two = body(NEVER_SOON, "").replace("\"ORD\"", "\"ORD,LAX\"");
        assertThat(error(one.post("query/schedule", two), 403, "PERMISSION_ERROR"))
                .startsWith("/batch/queries/0/");
        String schedule = create(all, two);
        error(one.patch(schedule, "{\"batch\":" + BATCH.replace("ORD", "LAX") + "}"), 403, "PERMISSION_ERROR");

        api = one;
        String batch = runNow(schedule);
        assertThat(Batches.awaitEnd(all, batch, LONGEST).getString("outcome")).isEqualTo("completed");
        String id = Batches.queries(all, batch).get(0).getString("schedule_id");
        assertThat(all.get("query/results?schedule_id=" + id).status()).isEqualTo(200);
        assertThat(one.get("query/results?schedule_id=" + id).status()).isNotEqualTo(200);
    }

    @Test
    void aTokenWithoutTheScopeIsRefused() {
        Api none = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .claim("scope", "ds_accounts_read")
                        .sign());
        error(none.get("query/schedule"), 403, "FORBIDDEN");
        error(none.post("query/schedule", body(NEVER_SOON, "")), 403, "FORBIDDEN");
        error(new Api(URI.create(url.toString()), null).get("query/schedule"), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|/cron: is required",
                "{}|/batch: is required",
                "[]|the body must be a JSON object",
                "|the body is empty",
                "{\"cron\":\"* * * *\",\"batch\":{}}|/cron: must have five fields",
                "{\"cron\":\"* * * *\",\"batch\":{}}|/batch/queries: is required",
                "{\"cron\":\"0 25 * * *\",\"batch\":{}}|/cron: \"25\" is no hour (0-23)",
                "{\"cron\":\"0 6 1 * MON\",\"batch\":{}}|/cron: names days of the month and days of the week",
                "{\"cron\":\"0 6 * * *\",\"timezone\":\"Nowhere\",\"batch\":{}}|/timezone: must be a time zone",
                "{\"cron\":\"0 6 * * *\",\"batch\":{\"queries\":[{\"fields\":\"a\"}]}}|/batch/queries/0/ds_id: is required",
                "{\"cron\":\"0 6 * * *\",\"batch\":{\"queries\":[1],\"x\":2}}|/batch/x: unknown member",
                "{\"cron\":\"0 6 * * *\",\"overlap\":\"maybe\",\"batch\":{}}|/overlap: must be one of skip, allow",
                "{\"cron\":\"0 6 * * *\",\"missed_runs\":\"all\",\"batch\":{}}|/missed_runs: must be one of skip, run_once",
                "{\"cron\":\"0 6 * * *\",\"every\":5,\"batch\":{}}|/every: unknown member",
            })
    void whatHasNotTheFormOfOneIsRefused(String body, String finding) {
        String said = error(api.post("query/schedule", body == null ? "" : body), 400, "BAD_REQUEST");
        assertThat(said.lines()).anyMatch(line -> line.startsWith(finding));
        assertThat(api.get("query/schedule").json().getJsonArray("data")).isEmpty();
    }

    @Test
    void whatCannotMeanAnythingIsRefusedAllAtOnce() {
        String said = error(
                api.post(
                        "query/schedule",
                        body("0 0 30 2 *", "")
                                .replace("FLIGHTS", "FLIHGTS")
                                .replace("[{", "[" + QUERY.replace("date,flights", "date,clicks") + ",{")
                                .replace("mine", "my")),
                422,
                "UNPROCESSABLE_ENTITY");
        assertThat(said.lines()).anyMatch(line -> line.equals("/cron: is never due"));
        assertThat(said.lines()).anyMatch(line -> line.startsWith("/batch/queries/0/fields: unknown field"));
        assertThat(said.lines()).allMatch(line -> line.startsWith("/cron: ") || line.startsWith("/batch/queries/"));

        String schedule = create(api, body(NEVER_SOON, ""));
        error(api.patch(schedule, "{\"cron\":\"0 0 31 4 *\"}"), 422, "UNPROCESSABLE_ENTITY");
        error(api.patch(schedule, "{\"batch\":" + BATCH.replace("ORD", "NOPE") + "}"), 422, "UNPROCESSABLE_ENTITY");
        error(api.patch(schedule, "{}"), 400, "BAD_REQUEST");
        assertThat(api.get(schedule).data().getString("cron")).isEqualTo(NEVER_SOON);
    }

    @Test
    void questionsAreReadStrictly() {
        String schedule = create(api, body(NEVER_SOON, ""));
        for (String path : List.of(
                "query/schedule?limit=0",
                "query/schedule?cursor=x",
                "query/schedule?state=RUNNING",
                schedule + "?limit=1",
                schedule + "/runs?limit=101",
                schedule + "/runs?cursor=1")) {
            error(api.get(path), 400, "BAD_REQUEST");
        }
        error(api.post(schedule + "/run?now=true", ""), 400, "BAD_REQUEST");
        error(api.post("query/schedule?dry_run=maybe", body(NEVER_SOON, "")), 400, "BAD_REQUEST");
    }

    @Test
    void aTenantHasNoMoreSchedulesThanItMay() {
        String last = null;
        for (int i = 0; i < 100; i++) {
            last = create(api, body(NEVER_SOON, ""));
        }
        assertThat(error(api.post("query/schedule", body(NEVER_SOON, "")), 409, "CONFLICT_ERROR"))
                .isEqualTo("There are 100 schedules already; delete one first.");
        api.delete(last);
        create(api, body(NEVER_SOON, ""));
    }
}
