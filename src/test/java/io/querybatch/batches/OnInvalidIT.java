package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Archive;
import io.querybatch.testing.Batches;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches some queries of which cannot mean anything. */
@ExtendWith(ArquillianExtension.class)
class OnInvalidIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String SUBMIT = "query/batch?on_invalid=fail_query";
    private static final String GOOD = """
            {"id":"%s","ds_id":"FLIGHTS","ds_accounts":"ORD,LAX","start_date":"2001-05-01","end_date":"2001-05-01","fields":"%s"}""";
    private static final String NO_SOURCE = "{\"id\":\"source\",\"ds_id\":\"FLIGHT\",\"fields\":\"date\"}";
    private static final String NO_FIELD =
            "{\"id\":\"field\",\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"ORD\",\"fields\":\"date,flihgts\"}";
    private static final String NO_ACCOUNT =
            "{\"id\":\"account\",\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"NOWHERE\",\"fields\":\"date\"}";
    private static final String NO_TIME = "{\"id\":\"time\",\"ds_id\":\"FLIGHTS\",\"ds_accounts\":\"ORD\","
            + "\"start_date\":\"2001-05-02\",\"end_date\":\"2001-05-01\",\"fields\":\"date\"}";
    private static final String AS_URL = "\"/query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&fields=nothing\"";

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

    private static String good(String id) {
        return GOOD.formatted(id, Truth.FIELDS);
    }

    private static String body(String... items) {
        return "{\"split_accounts_policy\":\"all\",\"query_output_format\":\"json\",\"queries\":["
                + String.join(",", items) + "]}";
    }

    private static String accepted(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "query/batch/" + answer.data().getString("batch_id");
    }

    private static void assertRefused(Answer answer, int status, String description) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("description"))
                .isEqualTo(description);
    }

    private static List<String> states(List<JsonObject> queries) {
        return queries.stream()
                .map(query -> query.getString("id", "-") + " " + query.getString("status_code"))
                .toList();
    }

    private static void assertFailed(JsonObject query, int status, String code, String description) {
        assertThat(query.getString("status_code")).isEqualTo("FAILURE");
        assertThat(query.getInt("attempt")).isZero();
        assertThat(query.isNull("query_start_time")).isTrue();
        assertThat(query.isNull("query_end_time")).isFalse();
        assertThat(query.getJsonObject("split_info").getJsonArray("ds_accounts"))
                .isEmpty();
        JsonObject error = query.getJsonObject("error_info");
        assertThat(error.getInt("status")).isEqualTo(status);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("description")).isEqualTo(description);
        assertThat(error.containsKey("cancel")).isFalse();
    }

    private void assertIsTheTruth(JsonObject query, String account) {
        String results = query.getJsonObject("result_info").getString("results_url");
        assertThat(Truth.dataRows(api.get(results).json()).stream().map(Truth::comparable))
                .isEqualTo(Truth.flights("2001-05-01", "2001-05-01").rows(account, "2001-05-01").stream()
                        .map(Truth::comparable)
                        .toList());
    }

    @Test
    void whatCannotMeanAnythingFailsAtItsPlaceAndTheRestRuns() {
        String batch = accepted(
                api.post(SUBMIT, body(NO_SOURCE, good("one"), NO_FIELD, NO_ACCOUNT, good("two"), NO_TIME, AS_URL)));
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(ended.getString("outcome")).isEqualTo("completed_with_errors");
        assertThat(ended.getInt("query_amount")).isEqualTo(9);
        assertThat(ended.getJsonObject("progress").toString())
                .isEqualTo("{\"queued\":0,\"running\":0,\"success\":4,\"failure\":5}");
        List<JsonObject> queries = Batches.queries(api, batch);
        assertThat(states(queries))
                .containsExactly(
                        "source FAILURE",
                        "one SUCCESS",
                        "one SUCCESS",
                        "field FAILURE",
                        "account FAILURE",
                        "two SUCCESS",
                        "two SUCCESS",
                        "time FAILURE",
                        "- FAILURE");
        assertThat(queries.get(8).getString("schedule_id")).endsWith("_query_9");
        assertFailed(
                queries.get(0),
                503,
                "QUERY_SOURCE_UNAVAILABLE",
                "/queries/0/ds_id: unknown data source \"FLIGHT\", did you mean \"FLIGHTS\"?");
        assertFailed(
                queries.get(3),
                500,
                "QUERY_FIELD_UNAVAILABLE",
                "/queries/2/fields: unknown field \"flihgts\", did you mean \"flights\"?");
        assertFailed(
                queries.get(4),
                500,
                "QUERY_ACCOUNT_UNAVAILABLE",
                "/queries/3/ds_accounts: unknown account \"NOWHERE\"");
        assertFailed(
                queries.get(7),
                422,
                "UNPROCESSABLE_ENTITY",
                "/queries/5/end_date: 2001-05-01 is before start_date 2001-05-02");
        assertFailed(queries.get(8), 500, "QUERY_FIELD_UNAVAILABLE", "/queries/6/fields: unknown field \"nothing\"");
        assertIsTheTruth(queries.get(1), "ORD");
        assertIsTheTruth(queries.get(6), "LAX");
    }

    @Test
    void whoChoosesByStateOrFollowsChangesHearsOfThemToo() {
        String batch = accepted(api.post(SUBMIT, body(NO_SOURCE, good("one"), NO_FIELD, good("two"), NO_TIME)));
        Batches.awaitEnd(api, batch, LONGEST);
        JsonObject failed =
                api.get(batch + "/status?state=FAILURE&offset=1&limit=1").json();
        assertThat(states(failed.getJsonArray("data").getValuesAs(JsonObject.class)))
                .containsExactly("field FAILURE");
        assertThat(failed.getJsonObject("meta").getJsonObject("paginate").getInt("total"))
                .isEqualTo(3);
        JsonObject changes = api.get(batch + "/status?since=0.0.1").json();
        assertThat(states(changes.getJsonArray("data").getValuesAs(JsonObject.class)))
                .hasSize(7)
                .startsWith("source FAILURE", "field FAILURE", "time FAILURE");
        String events = api.get(batch + "/events").body();
        assertThat(events).contains("event: stopped", "\"code\":\"QUERY_FIELD_UNAVAILABLE\"");
    }

    @Test
    void aBatchOfWhichNothingCanRunHasStoppedWhenItIsAccepted() {
        Answer answer = api.post(SUBMIT, body(NO_SOURCE, NO_FIELD));
        String batch = accepted(answer);
        JsonObject data = answer.data();
        assertThat(data.getString("status_code")).isEqualTo("STOPPED");
        assertThat(data.getString("outcome")).isEqualTo("completed_with_errors");
        assertThat(data.isNull("start_time")).isTrue();
        assertThat(data.getString("end_time")).isEqualTo(data.getString("schedule_time"));
        assertThat(Duration.between(
                        Instant.parse(data.getString("end_time")), Instant.parse(data.getString("expires_time"))))
                .isEqualTo(Duration.ofHours(24));
        assertThat(Batches.information(api, batch)).isEqualTo(data);
        assertThat(api.get("query/batch?state=STOPPED").json().getJsonArray("data"))
                .containsExactly(data);

        Answer status = api.get(batch + "/status?state=FAILURE");
        assertThat(status.json().getJsonObject("meta").getJsonObject("paginate").getInt("total"))
                .isEqualTo(2);
        assertThat(states(status.json().getJsonArray("data").getValuesAs(JsonObject.class)))
                .containsExactly("source FAILURE", "field FAILURE");
        List<String> lines = api.get(batch + "/results").body().strip().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("\"id\":\"field\"", "\"code\":\"QUERY_FIELD_UNAVAILABLE\"");
        assertThat(lines.get(2)).contains("\"complete\":true", "\"outcome\":\"completed_with_errors\"");
        assertThat(api.get(batch + "/events").body()).contains("event: query", "event: stopped");
        JsonObject manifest = manifest(batch);
        assertThat(manifest.getInt("missing")).isEqualTo(2);
        assertThat(manifest.getJsonArray("queries")
                        .getJsonObject(0)
                        .getJsonObject("missing")
                        .getString("code"))
                .isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(api.delete(batch).data()).isEqualTo(data);
        assertThat(api.delete(batch + "/results").status()).isEqualTo(200);
        String again = accepted(api.post(batch + "/retry", ""));
        assertThat(Batches.information(api, again).getString("status_code")).isEqualTo("STOPPED");
        assertFailed(
                Batches.queries(api, again).get(1),
                500,
                "QUERY_FIELD_UNAVAILABLE",
                "/fields: unknown field \"flihgts\", did you mean \"flights\"?");
    }

    private JsonObject manifest(String batch) {
        return Archive.of(api.send(
                        api.request(batch + "/results")
                                .header("Accept", "application/zip")
                                .GET(),
                        BodyHandlers.ofByteArray()))
                .manifest();
    }

    @Test
    void whoMaySeeMoreHasItPlannedAgain() {
        Api restricted = ServerUnderTest.api(url, tenant, "ORD");
        String batch = accepted(
                restricted.post(SUBMIT, body(good("both"), good("again").replace("LAX", "ORD"))));
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(ended.getInt("query_amount")).isEqualTo(2);
        assertFailed(
                Batches.queries(api, batch).get(0),
                403,
                "QUERY_PERMISSION_REVOKED",
                "/queries/0/ds_accounts: no access to account \"LAX\"");

        String retried = accepted(api.post(batch + "/retry", ""));
        assertThat(Batches.awaitEnd(api, retried, LONGEST).getString("outcome")).isEqualTo("completed");
        List<JsonObject> queries = Batches.queries(api, retried);
        assertThat(states(queries)).containsExactly("both SUCCESS", "both SUCCESS");
        assertIsTheTruth(queries.get(0), "ORD");
        assertIsTheTruth(queries.get(1), "LAX");

        String duplicate = accepted(api.post(batch + "/duplicate", ""));
        Batches.awaitEnd(api, duplicate, LONGEST);
        assertThat(states(Batches.queries(api, duplicate)))
                .containsExactly("both SUCCESS", "both SUCCESS", "again SUCCESS");
        String stillRestricted = accepted(restricted.post(batch + "/duplicate", ""));
        Batches.awaitEnd(api, stillRestricted, LONGEST);
        assertThat(states(Batches.queries(api, stillRestricted))).containsExactly("both FAILURE", "again SUCCESS");
    }

    @Test
    void aCancelLeavesThemAsTheyAre() {
        String batch = accepted(api.post(SUBMIT, body(NO_SOURCE, good("one"), NO_FIELD)));
        api.delete(batch);
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        JsonObject progress = ended.getJsonObject("progress");
        assertThat(progress.getInt("success") + progress.getInt("failure")).isEqualTo(4);
        List<JsonObject> queries = Batches.queries(api, batch);
        assertThat(queries.get(0).getJsonObject("error_info").getString("code")).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
        assertThat(queries.get(3).getJsonObject("error_info").getString("code")).isEqualTo("QUERY_FIELD_UNAVAILABLE");
        assertThat(api.get(batch + "/status?state=FAILURE")
                        .json()
                        .getJsonObject("meta")
                        .getJsonObject("paginate")
                        .getInt("total"))
                .isEqualTo(progress.getInt("failure"));
    }

    @Test
    void aDryRunTellsWhichWouldFailAndStoresNothing() {
        JsonObject plan = api.post(SUBMIT + "&dry_run=true", body(NO_SOURCE, good("one"), NO_TIME))
                .data();
        assertThat(plan.getBoolean("accepted")).isTrue();
        assertThat(plan.getInt("query_amount")).isEqualTo(4);
        assertThat(plan.getInt("failed")).isEqualTo(2);
        assertThat(plan.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(error -> error.getString("pointer"))
                .containsExactly("/queries/0/ds_id", "/queries/2/end_date");
        JsonObject refused = api.post("query/batch?dry_run=true", body(NO_SOURCE, good("one"), NO_TIME))
                .data();
        assertThat(refused.getBoolean("accepted")).isFalse();
        assertThat(refused.getInt("query_amount")).isEqualTo(2);
        assertThat(refused.getInt("failed")).isZero();
        assertThat(api.get("query/batch").json().getJsonArray("data")).isEmpty();
    }

    @Test
    void whatHasNoFormOrIsWrongWithTheWholeIsRefused() {
        assertRefused(
                api.post("query/batch?on_invalid=ignore", body(good("one"))),
                400,
                "query parameter \"on_invalid\": must be refuse or fail_query");
        assertRefused(
                api.post(SUBMIT, body(good("one"), "{\"ds_id\":7,\"fields\":\"date\"}")),
                400,
                "/queries/1/ds_id: must be a string");
        assertRefused(
                api.post(SUBMIT, body(good("one"), NO_FIELD.replace("\"field\"", "\"one\""))),
                422,
                "/queries/1/id: id \"one\" is already the id of /queries/0");
        String field = "/queries/1/fields: unknown field \"flihgts\", did you mean \"flights\"?";
        assertRefused(api.post("query/batch", body(good("one"), NO_FIELD)), 422, field);
        assertRefused(api.post("query/batch?on_invalid=refuse", body(good("one"), NO_FIELD)), 422, field);
        assertThat(api.get("query/batch").json().getJsonArray("data")).isEmpty();
    }

    @Test
    void theSameBodyWithAnotherWishIsAnotherRequest() {
        String body = body(NO_SOURCE, good("one"));
        String batch = accepted(submit(SUBMIT, body));
        assertThat(accepted(submit(SUBMIT, body))).isEqualTo(batch);
        Answer other = submit("query/batch", body);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().getJsonObject("error").getString("code")).isEqualTo("UNPROCESSABLE_CONTENT");
    }

    private Answer submit(String path, String body) {
        return api.send(api.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "partly")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }
}
