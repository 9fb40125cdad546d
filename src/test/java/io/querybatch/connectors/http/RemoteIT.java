package io.querybatch.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.Truth;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One Querybatch asks another: a batch fans out over the single-query API of a real server. */
@Tag("h2")
class RemoteIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":4,
             "queries":[{"ds_id":"REMOTE_FLIGHTS","ds_accounts":"ORD,LAX,JFK,SFO","start_date":"2001-04-01",
                         "end_date":"2001-04-05","fields":"%s","filter":"origin != SFO AND flights > 0"}]}""".formatted(Truth.FIELDS);

    @Test
    void aBatchFansOutOverAnotherServerAndOutlivesIt() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "remote");
        Map<String, String> store = TestStore.fresh().environment();
        try (ServerProcess far = ServerProcess.in(folder.resolve("far")).start();
                ServerProcess near = ServerProcess.in(folder.resolve("near"))
                        .with(store)
                        .with("QUERYBATCH_CATALOG", catalog(folder, far).toString())
                        .with("FLIGHTS_TOKEN", DevTokens.token(far.home()))
                        .start()) {
            Api api = new Api(near.url(), DevTokens.token(near.home()));
            assertThatFieldsAndAccountsAreThoseOfTheOther(api, new Api(far.url(), DevTokens.token(far.home())));
            assertThatResultsAreTheTruth(api);
            far.kill();
            assertThatEveryQueryFailsForWhatItIs(api);
            assertThat(near.healthIs("health/ready", 200)).isTrue();
        }
    }

    private static Path catalog(Path folder, ServerProcess far) throws IOException {
        Path catalog = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(catalog.resolve("remote.yaml"), """
                ds_id: REMOTE_FLIGHTS
                name: Flights of another server
                connector: http
                connection:
                  url: %sv2
                  token: ${FLIGHTS_TOKEN}
                  ds_id: FLIGHTS
                  requests_per_second: 500
                  min_poll_interval: PT0.05S
                accounts: remote
                fields: remote
                limits:
                  query_timeout: PT1M
                """.formatted(far.url()));
        return catalog;
    }

    private static void assertThatFieldsAndAccountsAreThoseOfTheOther(Api near, Api far) {
        for (String list : List.of("fields", "accounts")) {
            JsonObject there = far.get("query/" + list + "?ds_id=FLIGHTS").json();
            JsonObject here =
                    near.get("query/" + list + "?ds_id=REMOTE_FLIGHTS").json();
            String member = list.equals("fields") ? "field_id" : "account_id";
            assertThat(ids(here, list, member))
                    .isEqualTo(ids(there, list, member))
                    .isNotEmpty();
        }
    }

    private static List<String> ids(JsonObject answer, String list, String member) {
        List<JsonObject> entries = answer.getJsonArray("data").getValuesAs(JsonObject.class);
        List<JsonObject> named = list.equals("fields")
                ? entries
                : entries.get(0).getJsonArray(list).getValuesAs(JsonObject.class);
        return named.stream().map(entry -> entry.getString(member)).toList();
    }

    private static void assertThatResultsAreTheTruth(Api api) {
        Truth truth = Truth.flights("2001-04-01", "2001-04-05");
        String batch = Batches.submit(api, BODY);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("completed");
        for (JsonObject query : Batches.queries(api, batch)) {
            JsonObject split = query.getJsonObject("split_info");
            String airport = split.getJsonArray("ds_accounts").getString(0);
            List<List<Object>> expected =
                    airport.equals("SFO") ? List.of() : truth.rows(airport, split.getString("start_date"));
            List<List<Object>> got =
                    Truth.dataRows(api.get(query.getJsonObject("result_info").getString("results_url"))
                            .json());
            assertThat(got.stream().map(Truth::comparable))
                    .as(airport + " " + split.getString("start_date"))
                    .isEqualTo(expected.stream().map(Truth::comparable).toList());
        }
    }

    private static void assertThatEveryQueryFailsForWhatItIs(Api api) {
        String batch = Batches.submit(api, BODY);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("completed_with_errors");
        assertThat(Batches.queries(api, batch)).hasSize(20).allSatisfy(query -> {
            JsonObject error = query.getJsonObject("error_info");
            assertThat(error.getString("code")).isEqualTo("QUERY_SOURCE_UNAVAILABLE");
            assertThat(error.toString()).doesNotContain("127.0.0.1").doesNotContain("Exception");
        });
    }
}
