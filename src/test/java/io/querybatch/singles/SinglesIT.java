package io.querybatch.singles;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
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

/** Queries one at a time, as clients of the published API ask them. */
@ExtendWith(ArquillianExtension.class)
class SinglesIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String DAYS = "start_date=2001-01-01&end_date=2001-01-05";
    private static final String ORD = "ds_id=FLIGHTS&ds_accounts=ORD&" + DAYS + "&fields=date,flights";

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsAcme() {
        api = as("acme", "ds_queries_run ds_accounts_read");
    }

    private Api as(String tenant, String scope) {
        return new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .tenant(tenant)
                        .claim("scope", scope)
                        .sign());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void aResultThatSomebodyElseAskedForIsHeldAgainstTheReadersOwnRights() {
        String asked = "query/data/json?ds_id=FLIGHTS&ds_accounts=ORD,ATL&" + DAYS + "&fields=origin,flights";
        Answer whole = api.get(asked + "&schedule_id=shared-1");
        assertThat(whole.status()).isEqualTo(200);
        Api restricted = new Api(
                URI.create(url.toString()),
                ServerUnderTest.tokens()
                        .token()
                        .tenant("acme")
                        .claim(
                                "ds_access",
                                Json.createObjectBuilder()
                                        .add(
                                                "FLIGHTS",
                                                Json.createArrayBuilder().add("ORD"))
                                        .build())
                        .sign());
        for (String path : List.of(
                "query/data/json?schedule_id=shared-1",
                "query/status?schedule_id=shared-1",
                "query/results?schedule_id=shared-1",
                asked + "&schedule_id=shared-1")) {
            Answer refused = restricted.get(path);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.json().getJsonObject("error").getString("code")).isEqualTo("PERMISSION_ERROR");
            assertThat(refused.json().keySet()).containsExactlyInAnyOrder("meta", "error");
        }
        Answer own = restricted.get(asked.replace("ORD,ATL", "ORD"));
        assertThat(own.json().getJsonArray("data")).hasSize(2);
    }

    @Test
    void takesParametersInEveryForm() {
        String json = "{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":[\"ORD\"],\"start_date\":\"2001-01-01\","
                + "\"end_date\":\"2001-01-05\",\"fields\":[{\"id\":\"date\"},{\"id\":\"flights\"}]}";
        Answer first = api.get("query/data/json?" + ORD);
        JsonArray expected = first.json().getJsonArray("data");
        assertThat(expected).hasSize(6);
        for (Answer answer : List.of(
                api.get("v2/query/data/json?ds_id=FLIGHTS&ds_accounts[]=ORD&" + DAYS + "&fields=date&fields=flights"),
                api.get("enterprise/v2/query/data/json?json=" + encoded(json)),
                api.post("query/data/json", json),
                api.send(api.request("query/data/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(ORD))))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().getJsonArray("data")).isEqualTo(expected);
        }
    }

    @Test
    void saysWhatWasAskedAndWhatItGave() {
        Answer answer = api.get("query/data/json?" + ORD + "&settings=" + encoded("{\"round_metrics_to\":1}"));
        JsonObject meta = answer.json().getJsonObject("meta");
        assertThat(meta.getString("schedule_id")).matches("[0-9a-f]{64}");
        assertThat(meta.getString("status_code")).isEqualTo("SUCCESS");
        JsonObject query = meta.getJsonObject("query");
        assertThat(query.getString("start_date")).isEqualTo("2001-01-01");
        assertThat(query.getJsonArray("ds_accounts")).hasToString("[\"ORD\"]");
        assertThat(query.getJsonArray("fields").getJsonObject(1))
                .isEqualTo(Json.createReader(new StringReader(
                                "{\"id\":\"flights\",\"field_id\":\"flights\",\"field_name\":\"Flights\","
                                        + "\"field_type\":\"met\",\"field_split\":\"row\","
                                        + "\"data_type\":\"int.number.value\",\"data_column\":1,\"visible\":true}"))
                        .readObject());
        assertThat(query.getJsonObject("settings").getInt("round_metrics_to")).isEqualTo(1);
        JsonObject result = meta.getJsonObject("result");
        assertThat(result.getInt("total_columns")).isEqualTo(2);
        assertThat(result.getInt("total_rows")).isEqualTo(6);
        assertThat(meta.getJsonObject("paginate")).hasToString("{\"prev\":null,\"next\":null}");
    }

    @Test
    void leadsFromPageToPage() {
        List<JsonValue> rows = new ArrayList<>();
        String page = "v2/query/data/json?" + ORD + "&offset_start=0&offset_end=1";
        JsonObject meta = null;
        while (page != null) {
            Answer answer = api.get(page);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            JsonArray data = answer.json().getJsonArray("data");
            assertThat(data.get(0)).hasToString("[\"Date\",\"Flights\"]");
            rows.addAll(data.subList(1, data.size()));
            meta = answer.json().getJsonObject("meta");
            JsonObject links = meta.getJsonObject("paginate");
            page = links.isNull("next") ? null : links.getString("next");
            assertThat(page == null || page.startsWith(url + "v2/query/data/json?"))
                    .isTrue();
        }
        assertThat(rows).hasSize(5);
        assertThat(rows.get(4).toString()).startsWith("[\"2001-01-05\",");
        assertThat(meta.getJsonObject("paginate").getString("prev")).contains("offset_start=2&offset_end=3");
    }

    @Test
    void answersAtOnceAndIsAskedAgain() {
        String asked = ORD.replace("ORD", "SFO") + "&sync_timeout=0&schedule_id=mine-1";
        Answer first = api.get("query/data/json?" + asked);
        assertThat(first.status()).isEqualTo(200);
        JsonObject meta = first.json().getJsonObject("meta");
        assertThat(meta.getString("schedule_id")).isEqualTo("mine-1");
        assertThat(meta.getString("status_code")).isIn("QUEUED", "RUNNING", "SUCCESS");
        assertThat(first.json().getJsonArray("data")).isNotNull();
        Poll.until(
                LONGEST,
                "the query has rows",
                () -> api.get("query/data/json?" + asked)
                        .json()
                        .getJsonObject("meta")
                        .getString("status_code")
                        .equals("SUCCESS"));
        Answer status = api.get("query/status?schedule_id=mine-1");
        assertThat(status.json().getJsonArray("data")).hasSize(6);
        Answer results = api.get("query/results?schedule_id=mine-1&offset=1&limit=2");
        assertThat(results.json().getJsonArray("data")).hasSize(3);
        assertThat(as("globex", "ds_queries_run")
                        .get("query/results?schedule_id=mine-1")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void identicalQueriesAtTheSameTimeShareOneRun() {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        api.get("query/data/json?ds_id=FLIGHTS&ds_accounts=list.hubs&fields=origin,flights&filter="
                                + encoded("flights > 1"))))
                .toList();
        List<String> bodies = answers.stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.json().getJsonArray("data").toString())
                .toList();
        assertThat(bodies).hasSize(8).containsOnly(bodies.get(0));
        String history =
                api.get("query/history?ds_ids=FLIGHTS&status_codes=SUCCESS").body();
        assertThat(history).contains("query_history");
        String name = answers.get(0).join().json().getJsonObject("meta").getString("schedule_id");
        assertThat(history.split(name, -1)).hasSize(2);
    }

    @Test
    void linksToPagesLeadToTheirOwnRunWhateverItsNameMeansByThen() {
        String first = api.get("query/data/json?" + ORD + "&schedule_id=renamed&offset_start=0&offset_end=1")
                .json()
                .getJsonObject("meta")
                .getJsonObject("paginate")
                .getString("next");
        JsonArray before = api.get(first).json().getJsonArray("data");
        api.get("query/data/json?" + ORD.replace("ORD", "LAX") + "&schedule_id=renamed");
        assertThat(api.get(first).json().getJsonArray("data")).isEqualTo(before);
        assertThat(as("globex", "ds_queries_run").get(first).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "fields", "segments"})
    void listsTakeTheirParametersInOneJsonObject(String list) {
        Answer flat = api.get("v2/query/" + list + "?ds_id=FLIGHTS");
        Answer json = api.get("v2/query/" + list + "?system=n8n&json=" + encoded("{\"ds_id\":\"FLIGHTS\"}"));
        assertThat(json.status()).isEqualTo(200);
        assertThat(json.json().getJsonArray("data"))
                .isEqualTo(flat.json().getJsonArray("data"))
                .isNotEmpty();
    }

    @Test
    void aGetWithABodyIsAnsweredAsIfItHadNone() {
        Answer answer = api.send(api.request("query/fields?ds_id=FLIGHTS")
                .header("Content-Type", "application/json")
                .method("GET", BodyPublishers.ofString("{\"a\":1}")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getJsonArray("data")).isNotEmpty();
    }

    @Test
    void jsonThatCallsItselfAFormIsReadAsJson() {
        Answer answer = api.send(
                api.request("query/data/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"ds_id\":\"FLIGHTS\",\"ds_accounts\":[\"ORD\"],\"fields\":\"flights\",\"start_date\":\"2001-01-01\",\"end_date\":\"2001-01-01\"}")));
        assertThat(answer.json().getJsonArray("data")).hasToString("[[\"Flights\"],[878]]");
    }

    @Test
    void anotherQueryUnderTheSameNameReplacesTheFinishedOne() {
        String name = "&schedule_id=reused";
        assertThat(api.get("query/data/json?" + ORD + name).json().getJsonArray("data"))
                .hasSize(6);
        String shorter = ORD.replace("2001-01-05", "2001-01-02");
        assertThat(api.get("query/data/json?" + shorter + name).json().getJsonArray("data"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json    | application/json                           | {\"meta\":",
                "keyjson | application/json                           | [{\"date\":\"2001-01-01\",\"flights\":878}",
                "ndjson  | application/x-ndjson                       | {\"date\":\"2001-01-01\",\"flights\":878}",
                "csv     | text/csv; charset=utf-8; header=present    | Date,Flights",
                "tsv     | text/tab-separated-values; charset=utf-8   | Date",
                "html    | text/html; charset=utf-8                   | <!doctype html>",
                "tableau | text/csv; charset=utf-8; header=present    | Date,Flights",
                "powerbi | application/json                           | [{\"date\":",
                "qlik    | text/csv; charset=utf-8; header=present    | Date,Flights",
                "xlsx    | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | PK",
                "parquet | application/vnd.apache.parquet             | PAR1",
            })
    void answersInEveryFormat(String format, String type, String begin) {
        Answer answer = api.get("query/data/" + format + "?" + ORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        // Servers have the parameters in an order of their own.
        assertThat(answer.header("Content-Type").toLowerCase(Locale.ROOT).split("; *", -1))
                .containsExactlyInAnyOrder(type.split("; *", -1));
        assertThat(answer.body()).startsWith(begin);
        assertThat(answer.header("Content-Disposition")).startsWith("inline; filename=\"");
    }

    @Test
    void servesStretchesAndCompressesAndSaysNothingTwice() throws IOException {
        String path = "query/data/csv?" + ORD;
        Answer whole = api.get(path);
        String tag = whole.header("ETag");
        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        Answer part = api.send(api.request(path).header("Range", "bytes=5-11").GET());
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(whole.body().substring(5, 12));
        assertThat(part.header("Content-Range"))
                .isEqualTo("bytes 5-11/" + whole.body().length());
        Answer beyond =
                api.send(api.request(path).header("Range", "bytes=5000-").GET());
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.json().getJsonObject("error").getString("code")).isEqualTo("RANGE_NOT_SATISFIABLE");
        Answer known = api.send(api.request(path).header("If-None-Match", tag).GET());
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        Answer head = api.send(api.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo(tag);
        HttpRequest gzip = api.request(path).header("Accept-Encoding", "gzip").build();
        try (InputStream body = new GZIPInputStream(HttpClient.newHttpClient()
                .sendAsync(gzip, HttpResponse.BodyHandlers.ofInputStream())
                .join()
                .body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(whole.body());
        }
    }

    @Test
    void leavesOutHeadersAndMakesObjectsWhenAsked() {
        String noHeaders = "&settings=" + encoded("{\"no_headers\":true}");
        assertThat(api.get("query/data/csv?" + ORD + noHeaders).body()).startsWith("2001-01-01,878\r\n");
        String objects = "&settings=" + encoded("{\"no_json_keys\":false}");
        assertThat(api.get("query/data/json?" + ORD + objects)
                        .json()
                        .getJsonArray("data")
                        .get(0))
                .hasToString("{\"Date\":\"2001-01-01\",\"Flights\":878}");
    }

    @Test
    void filtersOrdersSplitsAndCompares() {
        Answer pivot = api.post("query/data/json", """
            {"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","ds_segments":"texas",
             "start_date":"2001-01-01","end_date":"2001-01-07","max_rows":3,"max_columns":2,
             "fields":[{"id":"city"},{"id":"date","split":"column"},{"id":"flights"}],
             "order_rows":"flights desc","filter":"city =@ a AND flights > 10"}\
            """);
        assertThat(pivot.status()).as(pivot.body()).isEqualTo(200);
        JsonArray rows = pivot.json().getJsonArray("data");
        assertThat(rows.get(0)).hasToString("[\"City\",\"2001-01-01\",\"2001-01-02\"]");
        assertThat(rows.getJsonArray(1).getString(0)).isEqualTo("Dallas-Fort Worth");
        Answer compared = api.post("query/data/json", """
            {"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-01-04","end_date":"2001-01-05",
             "fields":"date,flights","compare_type":"previous_range","compare_show":"value"}\
            """);
        assertThat(compared.status()).as(compared.body()).isEqualTo(200);
        assertThat(compared.json().getJsonArray("data").get(0))
                .hasToString("[\"Date\",\"Flights\",\"Flights (compared)\"]");
        assertThat(compared.json().getJsonObject("meta").getJsonObject("query").getString("compare_start_date"))
                .isEqualTo("2001-01-02");
    }

    @Test
    void anEmptyResultHasNoHeader() {
        Answer answer = api.get("query/data/json?" + ORD.replace("2001", "1999"));
        assertThat(answer.json().getJsonArray("data")).isEmpty();
        assertThat(answer.json().getJsonObject("meta").getJsonObject("result").getInt("total_rows"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ds_id=FLIGHTS                                  | 400 | BAD_REQUEST          | /fields: is required",
                "ds_id=FLIGTS&fields=date                       | 422 | UNPROCESSABLE_ENTITY | /ds_id: unknown data"
                        + " source \"FLIGTS\", did you mean \"FLIGHTS\"?",
                "ds_id=FLIGHTS&ds_accounts=ORD&fields=dat       | 422 | UNPROCESSABLE_ENTITY | /fields: unknown field"
                        + " \"dat\", did you mean \"date\"?",
                "ds_id=FLIGHTS&ds_accounts=ORD&fields=date&max_rows=ten | 400 | BAD_REQUEST  | /max_rows: must be a"
                        + " whole number from 0 to 2147483647",
                "ds_id=FLIGHTS&ds_accounts=ORD&fields=date&filter=date%20=~%20(   | 400 | BAD_REQUEST | /filter: \"(\""
                        + " is never closed; put the value in quotes if it belongs to it at character 8",
                "ds_id=FLIGHTS&ds_accounts=ORD&fields=date&sync_timeout=-1        | 400 | BAD_REQUEST | /sync_timeout:"
                        + " must be a whole number from 0 to 3600",
                "ds_id=FLIGHTS&ds_accounts=ORD&fields=date&schedule_id=a%20b      | 400 | BAD_REQUEST | /schedule_id:"
                        + " must be 1 to 100 characters of A-Z a-z 0-9 _ -",
                "schedule_id=nowhere                            | 404 | QUERY_RESULTS_UNAVAILABLE | There is no run of"
                        + " that schedule_id; to start one, say ds_id and fields.",
            })
    void refusesWhatCannotMeanAnything(String parameters, int status, String code, String description) {
        Answer answer = api.get("query/data/json?" + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonObject error = answer.json().getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("description")).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query/data/pdf?" + ORD, "query/data?" + ORD, "query/data/json/x", "me/x", "datasource"})
    void knowsNoOtherPaths(String path) {
        assertThat(api.get(path).json().getJsonObject("error").getString("code"))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void listsWhatCanBeAsked() {
        JsonObject accounts = api.get("query/accounts?ds_id=FLIGHTS&ds_users=x")
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertThat(accounts.getJsonArray("accounts")).hasSize(229);
        assertThat(accounts.getJsonArray("accounts").getJsonObject(0).keySet())
                .containsExactly("account_id", "account_name", "group_name");
        JsonArray fields =
                api.get("enterprise/v2/query/fields?ds_id=FLIGHTS").json().getJsonArray("data");
        assertThat(fields.getJsonObject(0).getString("@type")).isEqualTo("ds_dimension");
        assertThat(fields.getJsonObject(0).getString("field_id")).isEqualTo("date");
        assertThat(api.get("query/segments?ds_id=FLIGHTS").body())
                .contains("{\"segment_id\":\"weekend\",\"segment_name\":\"Saturday and Sunday\"}");
        assertThat(api.get("datasource/search?filter%5Bkeyword%5D=weath").body())
                .contains("\"id\":\"WEATHER\"")
                .doesNotContain("FLIGHTS");
        assertThat(api.get("me").data().getString("tenant")).isEqualTo("acme");
        assertThat(as("acme", "ds_queries_run")
                        .get("query/accounts?ds_id=FLIGHTS")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void resolvesRelativeDatesOnce() {
        Answer answer =
                api.get("query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&fields=flights&date_range_type=last_7_days"
                        + "&settings=" + encoded("{\"timezone\":\"Europe/Helsinki\"}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonObject query = answer.json().getJsonObject("meta").getJsonObject("query");
        assertThat(query.getString("start_date")).matches("\\d{4}-\\d{2}-\\d{2}");
        assertThat(LocalDate.parse(query.getString("start_date")).plusDays(6))
                .isEqualTo(LocalDate.parse(query.getString("end_date")));
    }
}
