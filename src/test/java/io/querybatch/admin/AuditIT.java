package io.querybatch.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
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

/** Who did what, as an administrator reads it. */
@ExtendWith(ArquillianExtension.class)
class AuditIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String BODY = """
        {"description":"my secret plan","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01",
          "end_date":"2001-05-02","fields":"date,flights"}]}\
        """;

    @ArquillianResource
    private URL url;

    private String tenant;
    private Api api;
    private Api admin;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        tenant = ServerUnderTest.newTenant();
        api = ServerUnderTest.api(url, tenant);
        admin = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .claim("sub", "root")
                        .claim("scope", "ds_admin")
                        .sign());
    }

    private List<JsonObject> events(String parameters) {
        Answer answer = admin.get("admin/audit?" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static List<String> actions(List<JsonObject> events) {
        return events.stream()
                .map(event -> event.getString("action") + " " + event.getString("outcome"))
                .toList();
    }

    @Test
    void whatIsDoneWithABatchIsThereAtOnceWithWhoAndWhereFrom() {
        Answer submitted = api.post("query/batch", BODY);
        String batch = "query/batch/" + submitted.data().getString("batch_id");
        Batches.awaitEnd(api, batch, LONGEST);
        String copy = api.post(batch + "/duplicate", "").data().getString("batch_id");
        assertThat(api.patch(batch, "{\"query_concurrency\":7,\"description\":\"another secret\"}")
                        .status())
                .isEqualTo(409);
        assertThat(api.delete(batch).status()).isEqualTo(200);
        assertThat(api.delete(batch + "/results").status()).isEqualTo(200);

        List<JsonObject> events = events("tenant=" + tenant);
        assertThat(actions(events))
                .containsExactly(
                        "delete_results done",
                        "cancel unchanged",
                        "change CONFLICT_ERROR",
                        "duplicate done",
                        "submit done");
        assertThat(events)
                .allMatch(event -> event.getString("actor").equals("tester")
                        && event.getString("actor_tenant").equals(tenant)
                        && event.getString("address").equals("127.0.0.1"));
        JsonObject submit = events.get(4);
        assertThat(submit.getString("batch_id")).isEqualTo(submitted.data().getString("batch_id"));
        assertThat(submit.getString("request_id")).isEqualTo(submitted.header("X-Request-Id"));
        assertThat(submit.getString("detail")).isEqualTo("queries=1");
        assertThat(events.get(3).getString("detail")).isEqualTo("queries=1 of=" + submit.getString("batch_id"));
        assertThat(events.get(2).getString("detail")).isEqualTo("query_concurrency=7 description");
        assertThat(events.toString()).doesNotContain("secret");
        assertThat(actions(events("batch_id=" + copy))).containsExactly("duplicate done");
        assertThat(actions(events("tenant=" + tenant + "&action=cancel"))).containsExactly("cancel unchanged");
    }

    @Test
    void whatIsRefusedWithoutBeingDoneIsNoSubmission() {
        assertThat(api.post("query/batch", "{\"queries\":[]}").status()).isEqualTo(400);
        assertThat(api.post("query/batch?dry_run=true", BODY).status()).isEqualTo(200);
        assertThat(events("tenant=" + tenant)).isEmpty();
    }

    @Test
    void whoIsNotLetInIsWrittenDown() {
        Answer nobody = new Api(URI.create(url.toString()), "garbage").get("query/batch?secret=1");
        assertThat(nobody.status()).isEqualTo(401);
        Answer without = new Api(
                        URI.create(url.toString()),
                        ServerUnderTest.tokens()
                                .token()
                                .tenant(tenant)
                                .claim("scope", "ds_accounts_read")
                                .sign())
                .get("query/batch");
        assertThat(without.status()).isEqualTo(403);
        Poll.until(LONGEST, "both are written down", () -> refusal(nobody) != null && refusal(without) != null);
        assertThat(refusal(nobody).getString("outcome")).isEqualTo("UNAUTHORIZED");
        assertThat(refusal(nobody).isNull("actor")).isTrue();
        assertThat(refusal(nobody).getString("detail")).isEqualTo("GET /query/batch");
        assertThat(refusal(without).getString("outcome")).isEqualTo("FORBIDDEN");
        assertThat(refusal(without).getString("tenant")).isEqualTo(tenant);
        assertThat(refusal(without).getString("actor")).isEqualTo("tester");
    }

    private JsonObject refusal(Answer answer) {
        return events("action=refuse&limit=1000").stream()
                .filter(event -> answer.header("X-Request-Id").equals(event.getString("request_id", "")))
                .findFirst()
                .orElse(null);
    }

    @Test
    void whoReadsItIsWrittenDownToo() {
        Answer read = admin.get("admin/audit?tenant=" + tenant);
        Poll.until(
                LONGEST,
                "the reading is written down",
                () -> events("action=admin_read&limit=1000").stream()
                        .anyMatch(event -> read.header("X-Request-Id").equals(event.getString("request_id"))
                                && event.getString("actor").equals("root")
                                && event.getString("tenant").equals(tenant)));
    }

    @Test
    void pagesFollowOneAnotherWhateverComesMeanwhile() {
        for (int i = 0; i < 5; i++) {
            Batches.submit(api, BODY);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = admin.get("admin/audit?tenant=" + tenant + "&limit=2" + cursor);
            page.json()
                    .getJsonArray("data")
                    .getValuesAs(JsonObject.class)
                    .forEach(event -> seen.add(event.getString("batch_id")));
            JsonObject meta = page.json().getJsonObject("meta");
            cursor = meta.isNull("cursor") ? null : "&cursor=" + meta.getString("cursor");
            Batches.submit(api, BODY);
        } while (cursor != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void allOfItComesLineByLineForWhoWantsThat() {
        String first = Batches.submit(api, BODY);
        String second = Batches.submit(api, BODY);
        Answer answer = admin.send(admin.request("admin/audit?limit=1&tenant=" + tenant)
                .header("Accept", "application/x-ndjson")
                .GET());
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        List<JsonObject> lines = answer.body().lines().map(AuditIT::json).toList();
        assertThat(lines).hasSize(3);
        assertThat(second).endsWith(lines.get(0).getString("batch_id"));
        assertThat(first).endsWith(lines.get(1).getString("batch_id"));
        assertThat(lines.get(2).getJsonObject("meta").getInt("events")).isEqualTo(2);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "action=steal, action",
        "since=yesterday, since",
        "cursor=x, cursor",
        "batch_id=1, batch_id",
        "who=me, who"
    })
    void aQuestionThatMeansNothingIsRefused(String parameter, String name) {
        Answer answer = admin.get("admin/audit?" + parameter);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonObject("error").getString("description"))
                .contains('"' + name + '"');
    }

    @Test
    void nobodyElseReadsIt() {
        assertThat(api.get("admin/audit").status()).isEqualTo(403);
    }
}
