package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** New batches out of old ones. */
@ExtendWith(ArquillianExtension.class)
class RepeatIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int QUERIES = 229 * 2 + 3;
    private static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":2,"description":"monthly",
             "timeout_minutes":7,"retention_hours":3,
             "queries":[
              {"id":"many","ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-07-01",
               "end_date":"2001-07-02","fields":"%1$s","settings":{"no_fusion":true},"cache_minutes":0},
              {"id":"few","ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-07-03","end_date":"2001-07-05",
               "fields":"%1$s"}]}""".formatted(Truth.FIELDS);

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

    private JsonObject progress(String batch) {
        return Batches.information(api, batch).getJsonObject("progress");
    }

    /** Some of its queries have succeeded, most have not. */
    private String cancelled() {
        String batch = Batches.submit(api, BODY);
        Poll.until(LONGEST, "some have succeeded", () -> progress(batch).getInt("success") > 5);
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
        return batch;
    }

    private String repeat(String batch, String how) {
        Answer answer = api.post(batch + how, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        String repeated = "query/batch/" + answer.data().getString("batch_id");
        assertThat(answer.header("Location")).isEqualTo(url + repeated);
        return repeated;
    }

    /** What a query asks, and the caller's own key for it. */
    private static List<String> asked(List<JsonObject> queries) {
        return queries.stream()
                .map(query -> query.getString("id") + query.getJsonObject("split_info"))
                .toList();
    }

    private void assertEveryResultIsTheTruth(String batch) {
        Truth truth = Truth.flights("2001-07-01", "2001-07-05");
        for (JsonObject query : Batches.queries(api, batch)) {
            JsonObject split = query.getJsonObject("split_info");
            String results = query.getJsonObject("result_info").getString("results_url");
            assertThat(Truth.dataRows(api.get(results).json()).stream().map(Truth::comparable))
                    .isEqualTo(
                            truth
                                    .rows(split.getJsonArray("ds_accounts").getString(0), split.getString("start_date"))
                                    .stream()
                                    .map(Truth::comparable)
                                    .toList());
        }
    }

    @Test
    void aRetryAsksWhatHasFailedAndNothingElse() {
        String first = cancelled();
        List<JsonObject> failed = Batches.queries(api, first).stream()
                .filter(query -> query.getString("status_code").equals("FAILURE"))
                .toList();
        assertThat(failed).hasSizeBetween(3, QUERIES - 6);
        String second = repeat(first, "/retry");
        JsonObject ended = Batches.awaitEnd(api, second, LONGEST);
        assertThat(ended.getString("outcome")).isEqualTo("completed");
        assertThat(ended.getString("retry_of")).isEqualTo(first.replace("query/batch/", ""));
        assertThat(ended.getString("description")).isEqualTo("monthly");
        assertThat(ended.getInt("timeout_minutes")).isEqualTo(7);
        assertThat(ended.getInt("retention_hours")).isEqualTo(3);
        assertThat(ended.getString("split_dates_policy")).isEqualTo("day");
        assertThat(asked(Batches.queries(api, second))).isEqualTo(asked(failed));
        assertEveryResultIsTheTruth(second);

        Answer nothingLeft = api.post(second + "/retry", "");
        assertThat(nothingLeft.status()).isEqualTo(409);
        JsonObject error = nothingLeft.json().getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("DUPLICATION_FAILED");
        assertThat(error.getString("description")).isEqualTo("No query of the batch has failed.");
    }

    @Test
    void aDuplicateAsksEverythingAgain() {
        String first = cancelled();
        String second = repeat(first, "/duplicate");
        JsonObject ended = Batches.awaitEnd(api, second, LONGEST);
        assertThat(ended.getString("outcome")).isEqualTo("completed");
        assertThat(ended.isNull("retry_of")).isTrue();
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(QUERIES);
        assertThat(asked(Batches.queries(api, second))).isEqualTo(asked(Batches.queries(api, first)));
    }

    @Test
    void aBatchThatStillRunsIsNotRetried() {
        String batch = Batches.submit(api, BODY);
        api.patch(batch, "{\"paused\":true}");
        Answer refused = api.post(batch + "/retry", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonObject("error").getString("code")).isEqualTo("DUPLICATION_FAILED");
        api.delete(batch);
    }

    @Test
    void nobodyRepeatsWhatIsNotHisOrWhatHeMayNotSee() {
        String batch = cancelled();
        Api stranger = ServerUnderTest.api(url, "globex");
        Api restricted = ServerUnderTest.api(url, tenant, "ORD");
        for (String how : List.of("/retry", "/duplicate")) {
            assertThat(stranger.post(batch + how, "").status()).isEqualTo(404);
            Answer refused = restricted.post(batch + how, "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getJsonObject("error").getString("code")).isEqualTo("PERMISSION_ERROR");
        }
        assertThat(api.get("query/batch").json().getJsonArray("data")).hasSize(1);
    }
}
