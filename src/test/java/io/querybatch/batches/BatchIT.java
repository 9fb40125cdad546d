package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
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

/** Batches over HTTP, against the real server. */
@ExtendWith(ArquillianExtension.class)
class BatchIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsAcme() {
        api = ServerUnderTest.api(url, "acme");
    }

    private static String batch(String accounts, String start, String end, String more) {
        return """
               {"queries":[{"id":"mine","ds_id":"FLIGHTS","ds_accounts":%s,"start_date":"%s","end_date":"%s","fields":"%s"}]%s}""".formatted(accounts, start, end, Truth.FIELDS, more.isEmpty() ? "" : "," + more);
    }

    private static final String SPLIT =
            "\"split_accounts_policy\":\"all\",\"split_dates_policy\":\"day\",\"query_concurrency\":8";

    @Test
    void everyResultOfABatchIsWhatDuckDbSaysWhenAskedDirectly() {
        Truth truth = Truth.flights("2001-02-01", "2001-02-04");
        String batch = Batches.submit(api, batch("\"list.all_accounts\"", "2001-02-01", "2001-02-04", SPLIT));
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(ended.getString("outcome")).isEqualTo("completed");
        assertThat(ended.getInt("query_amount")).isEqualTo(229 * 4);
        int rows = 0;
        for (JsonObject query : Batches.queries(api, batch)) {
            assertThat(query.getString("status_code")).isEqualTo("SUCCESS");
            JsonObject split = query.getJsonObject("split_info");
            String airport = split.getJsonArray("ds_accounts").getString(0);
            List<List<Object>> expected = truth.rows(airport, split.getString("start_date"));
            JsonObject info = query.getJsonObject("result_info");
            List<List<Object>> got =
                    Truth.dataRows(api.get(info.getString("results_url")).json());
            assertThat(got.stream().map(Truth::comparable))
                    .as(airport + " " + split.getString("start_date"))
                    .isEqualTo(expected.stream().map(Truth::comparable).toList());
            assertThat(info.getInt("total_rows")).isEqualTo(expected.size());
            rows += got.size();
        }
        assertThat(rows).isEqualTo(truth.size());
    }

    @Test
    void numbersQueriesByAccountAndThenByDay() {
        String batch = Batches.submit(api, batch("\"LAX, ORD\"", "2001-01-30", "2001-02-01", SPLIT));
        List<JsonObject> queries = Batches.queries(api, batch);
        assertThat(queries.stream()
                        .map(query -> query.getJsonObject("split_info"))
                        .map(split -> split.getJsonArray("ds_accounts").getString(0) + split.getString("start_date")))
                .containsExactly(
                        "LAX2001-01-30",
                        "LAX2001-01-31",
                        "LAX2001-02-01",
                        "ORD2001-01-30",
                        "ORD2001-01-31",
                        "ORD2001-02-01");
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        assertThat(queries.get(5).getString("schedule_id")).isEqualTo(id + "_query_6");
        assertThat(queries)
                .allSatisfy(query -> assertThat(query.getString("id")).isEqualTo("mine"));
        Batches.awaitEnd(api, batch, LONGEST);
    }

    @Test
    void answersWithLocationAndLinksUnderThePrefixOfTheCaller() {
        for (String prefix : List.of("", "v2/", "enterprise/v2/")) {
            Answer answer = api.post(prefix + "query/batch", batch("[\"ORD\"]", "2001-01-01", "2001-01-02", ""));
            String self = url + prefix + "query/batch/" + answer.data().getString("batch_id");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Location")).isEqualTo(self);
            JsonObject links = answer.data().getJsonObject("links");
            assertThat(links.getJsonObject("status").getString("href")).isEqualTo(self + "/status");
            Batches.awaitEnd(api, self, LONGEST);
            JsonObject query = Batches.queries(api, self).get(0);
            String results = query.getJsonObject("result_info").getString("results_url");
            assertThat(results).startsWith(url + prefix + "query/results?schedule_id=");
            assertThat(api.get(results).status()).isEqualTo(200);
        }
    }

    @Test
    void showsEveryPublishedFieldOfAFinishedBatch() {
        String batch = Batches.submit(
                api,
                batch("[\"ORD\"]", "2001-01-01", "2001-01-02", "\"description\":\"déjà vu\",\"timeout_minutes\":5"));
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(ended.keySet())
                .startsWith("@type", "batch_id", "status_code")
                .contains(
                        "schedule_time",
                        "start_time",
                        "end_time",
                        "cancel_time",
                        "description",
                        "split_accounts_policy",
                        "split_dates_policy",
                        "timeout_minutes",
                        "query_amount",
                        "query_concurrency",
                        "query_output_format",
                        "add_exclude_account_errors",
                        "add_clean_data_types",
                        "links",
                        "outcome",
                        "progress",
                        "effective_concurrency",
                        "expires_time",
                        "tenant");
        assertThat(ended.getString("@type")).isEqualTo("query_batch");
        assertThat(ended.getString("description")).isEqualTo("déjà vu");
        assertThat(ended.isNull("cancel_time")).isTrue();
        assertThat(ended.getString("end_time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonObject query = Batches.queries(api, batch).get(0);
        assertThat(query).containsKey("result_info").doesNotContainKey("error_info");
    }

    @Test
    void servesPagesOfAResultWithTheHeaderOnEach() {
        String batch = Batches.submit(api, batch("[\"ORD\"]", "2001-01-01", "2001-01-20", ""));
        Batches.awaitEnd(api, batch, LONGEST);
        String url =
                Batches.queries(api, batch).get(0).getJsonObject("result_info").getString("results_url");
        List<List<Object>> all = Truth.dataRows(api.get(url).json());
        assertThat(all).hasSize(20);
        assertThat(Truth.dataRows(api.get(url + "&offset=5&limit=3").json())).isEqualTo(all.subList(5, 8));
        assertThat(Truth.dataRows(api.get(url + "&offset=19").json())).isEqualTo(all.subList(19, 20));
        assertThat(Truth.dataRows(api.get(url + "&offset=20").json())).isEmpty();
        JsonObject meta = api.get(url).json().getJsonObject("meta");
        assertThat(meta.getJsonObject("result").getInt("total_rows")).isEqualTo(21);
        assertThat(meta.getJsonObject("query")
                        .getJsonArray("fields")
                        .getJsonObject(2)
                        .getString("data_type"))
                .isEqualTo("int.number.value");
    }

    @Test
    void servesCsvAsRfc4180() {
        String batch = Batches.submit(api, """
                {"query_output_format":"csv","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ABE","start_date":"2001-01-01",
                 "end_date":"2001-01-02","fields":["date","airport","flights"]}]}""");
        Batches.awaitEnd(api, batch, LONGEST);
        String url =
                Batches.queries(api, batch).get(0).getJsonObject("result_info").getString("results_url");
        Answer answer = api.get(url);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.body()).startsWith("Date,Airport,Flights\r\n2001-01-01,Lehigh Valley International,13\r\n");
        assertThat(api.get(url + "&offset=1").body())
                .isEqualTo("Date,Airport,Flights\r\n" + answer.body().split("\r\n", -1)[2] + "\r\n");
    }

    @Test
    void takesQueriesAsTextToo() {
        String batch = Batches.submit(api, """
                {"queries":["{\\"ds_id\\":\\"FLIGHTS\\",\\"ds_accounts\\":\\"ORD\\",\\"fields\\":\\"flights\\"}",
                 "https://example.com/v2/query/data/json?ds_id=FLIGHTS&ds_accounts=ORD,LAX&fields=flights&max_rows=5",
                 "ds_id=WEATHER&ds_accounts=New+York&fields=days"]}""");
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(ended.getJsonObject("progress").getInt("success")).isEqualTo(3);
    }

    @Test
    void hidesBatchesAndResultsFromOtherTenants() {
        String batch = Batches.submit(api, batch("[\"ORD\"]", "2001-01-01", "2001-01-02", ""));
        Batches.awaitEnd(api, batch, LONGEST);
        String results =
                Batches.queries(api, batch).get(0).getJsonObject("result_info").getString("results_url");
        Api stranger = ServerUnderTest.api(url, "globex");
        for (Answer answer : List.of(
                stranger.get(batch), stranger.get(batch + "/status"), stranger.delete(batch), stranger.get(results))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("acme");
        }
        assertThat(api.get(results).status()).isEqualTo(200);
    }

    @Test
    void keepsToTheAccountsOfTheTokenWhenPlanningAndWhenReading() {
        String someAccounts = ServerUnderTest.tokens()
                .token()
                .claim(
                        "ds_access",
                        Json.createObjectBuilder()
                                .add(
                                        "FLIGHTS",
                                        Json.createArrayBuilder().add("ORD").add("LAX"))
                                .build())
                .sign();
        Api restricted = new Api(URI.create(url.toString()), someAccounts);
        String own = Batches.submit(
                restricted,
                batch("\"list.all_accounts\"", "2001-01-01", "2001-01-01", "\"split_accounts_policy\":\"all\""));
        assertThat(Batches.awaitEnd(restricted, own, LONGEST).getInt("query_amount"))
                .isEqualTo(2);

        String wide = Batches.submit(api, batch("[\"ORD\",\"ATL\"]", "2001-01-01", "2001-01-01", ""));
        Batches.awaitEnd(api, wide, LONGEST);
        String results =
                Batches.queries(api, wide).get(0).getJsonObject("result_info").getString("results_url");
        Answer refused = restricted.get(results);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getJsonObject("error").getString("code")).isEqualTo("PERMISSION_ERROR");
    }

    @Test
    void leavesOutAccountsThatCannotBeQueriedWhenAsked() {
        String batch = Batches.submit(
                api, batch("[\"ORD\",\"NOPE\"]", "2001-01-01", "2001-01-01", "\"add_exclude_account_errors\":true"));
        Batches.awaitEnd(api, batch, LONGEST);
        JsonObject query = Batches.queries(api, batch).get(0);
        assertThat(query.getJsonObject("result_info")
                        .getJsonArray("excluded_accounts")
                        .getString(0))
                .isEqualTo("NOPE");
    }

    @Test
    void cancelStopsWhatRunsKeepsWhatIsFinishedAndSaysSoForEachQuery() {
        String alone = "\"settings\":{\"no_fusion\":true},\"fields\"";
        String batch = Batches.submit(
                api,
                batch("\"list.all_accounts\"", "2001-03-01", "2001-03-30", SPLIT)
                        .replace("\"fields\"", alone));
        Poll.until(
                LONGEST,
                "some queries are done",
                () -> Batches.information(api, batch).getJsonObject("progress").getInt("success") > 20);
        JsonObject cancelled = api.delete(batch).data();
        assertThat(cancelled.isNull("cancel_time")).isFalse();
        JsonObject ended = Batches.awaitEnd(api, batch, Duration.ofSeconds(20));
        assertThat(ended.getString("outcome")).isEqualTo("cancelled");
        JsonObject progress = ended.getJsonObject("progress");
        assertThat(progress.getInt("success") + progress.getInt("failure")).isEqualTo(229 * 30);
        List<JsonObject> queries = Batches.queries(api, batch);
        assertThat(queries.stream()
                        .filter(query -> query.getString("status_code").equals("SUCCESS")))
                .hasSize(progress.getInt("success"));
        for (JsonObject query : queries) {
            if (query.getString("status_code").equals("FAILURE")) {
                JsonObject error = query.getJsonObject("error_info");
                assertThat(error.getString("code")).isEqualTo("QUERY_CANCELLED");
                assertThat(error.getString("cancel")).isIn("never_started", "killed_at_source", "kill_unconfirmed");
            }
        }
        String first = queries.get(0).getJsonObject("result_info").getString("results_url");
        assertThat(api.get(first).status()).isEqualTo(200);
        Answer again = api.delete(batch);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.data()).isEqualTo(ended);
        String never = queries.get(queries.size() - 1).getString("schedule_id");
        assertThat(api.get("query/results?schedule_id=" + never).status()).isEqualTo(404);
    }
}
