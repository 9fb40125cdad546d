package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.FullDevice;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers do with a batch while it runs and after it has ended. */
@ExtendWith(ArquillianExtension.class)
class BatchControlIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String LARGE = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":2,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-05-01",
                         "end_date":"2001-05-04","fields":"date,origin,flights",
                         "settings":{"no_fusion":true}}]}""";
    private static final int QUERIES = 229 * 4;

    @ArquillianResource
    private URL url;

    private Api api;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerUnderTest.war();
    }

    @BeforeEach
    void callAsSomebodyNew() {
        api = ServerUnderTest.api(url, ServerUnderTest.newTenant());
    }

    private static int progress(JsonObject batch, String state) {
        return batch.getJsonObject("progress").getInt(state);
    }

    @Test
    void aPausedBatchStartsNothingSaysSoAndGoesOnWhenResumed() {
        String batch = Batches.submit(api, LARGE);
        Poll.until(LONGEST, "it runs", () -> progress(Batches.information(api, batch), "success") > 5);
        JsonObject paused = api.patch(batch, "{\"paused\":true}").data();
        assertThat(paused.getBoolean("paused")).isTrue();
        Poll.until(LONGEST, "what ran has ended", () -> progress(Batches.information(api, batch), "running") == 0);
        JsonObject still = Batches.information(api, batch);
        assertThat(still.getString("status_code")).isEqualTo("RUNNING");
        List<JsonObject> waiting = Batches.queries(api, batch).stream()
                .filter(query -> query.getString("status_code").equals("QUEUED"))
                .toList();
        assertThat(waiting).hasSize(progress(still, "queued")).isNotEmpty();
        assertThat(waiting)
                .allSatisfy(query -> assertThat(query.getString("waiting_for")).isEqualTo("paused"));
        assertThat(waiting.stream().map(query -> query.getInt("position")).toList())
                .startsWith(1, 2, 3)
                .endsWith(waiting.size());
        String second = Batches.submit(api, LARGE);
        assertThat(Batches.awaitEnd(api, second, LONGEST).getString("outcome")).isEqualTo("completed");
        assertThat(progress(Batches.information(api, batch), "queued")).isEqualTo(waiting.size());

        JsonObject resumed = api.patch(batch, """
                {"paused":false,"query_concurrency":8,"timeout_minutes":5,"description":"faster"}""").data();
        assertThat(resumed.getInt("query_concurrency")).isEqualTo(8);
        assertThat(resumed.getInt("timeout_minutes")).isEqualTo(5);
        assertThat(resumed.getString("description")).isEqualTo("faster");
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(progress(ended, "success")).isEqualTo(QUERIES);
        assertThat(ended.getBoolean("paused")).isFalse();
        assertThat(Batches.queries(api, batch)).noneMatch(query -> query.containsKey("waiting_for"));
    }

    @Test
    void queriesBehindOthersOfTheirBatchSaySo() {
        String batch = Batches.submit(api, LARGE);
        JsonObject last = Poll.get(LONGEST, "as much runs as may", () -> {
            JsonObject query = api.get(batch + "/status?limit=1&offset=" + (QUERIES - 1))
                    .json()
                    .getJsonArray("data")
                    .getJsonObject(0);
            return query.getString("waiting_for", "").equals("batch_concurrency") ? query : null;
        });
        assertThat(last.getInt("position")).isBetween(1, QUERIES - 2);
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
    }

    /** Those that share a slot share a file, and its fate. */
    @Test
    void queriesForWhichTheDiskHasNoRoomFailAndTheOthersGoOn() throws IOException {
        String batch = Batches.submit(api, LARGE);
        Poll.until(LONGEST, "it runs", () -> progress(Batches.information(api, batch), "success") > 5);
        api.patch(batch, "{\"paused\":true}");
        Poll.until(LONGEST, "what ran has ended", () -> progress(Batches.information(api, batch), "running") == 0);
        int first = Batches.firstQueued(api, batch);
        Path folder = ServerUnderTest.results(batch);
        List<JsonObject> failed;
        try (FullDevice full = FullDevice.forQuery(folder, first)) {
            api.patch(batch, "{\"paused\":false,\"query_concurrency\":8}");
            JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
            assertThat(ended.getString("outcome")).isEqualTo("completed_with_errors");
            failed = Batches.queries(api, batch).stream()
                    .filter(query -> query.getString("status_code").equals("FAILURE"))
                    .toList();
            assertThat(progress(ended, "success")).isEqualTo(QUERIES - failed.size());
            assertThat(failed.get(0).getString("schedule_id")).endsWith("_query_" + first);
            assertThat(failed)
                    .extracting(query -> query.getJsonObject("error_info"))
                    .allSatisfy(error -> {
                        assertThat(error.getString("code")).isEqualTo("QUERY_RESULT_TOO_LARGE");
                        assertThat(error.getString("description"))
                                .isEqualTo("There is no room left to store the result.");
                    });
            assertThat(full.attempts()).isEqualTo(1);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing of those that failed")
                    .noneMatch(name -> name.startsWith(first + "-") || name.endsWith(".part"));
        }
        String again = Batches.submit(api, LARGE);
        assertThat(Batches.awaitEnd(api, again, LONGEST).getString("outcome")).isEqualTo("completed");
    }

    @Test
    void aPausedBatchCanBeCancelled() {
        String batch = Batches.submit(api, LARGE);
        api.patch(batch, "{\"paused\":true}");
        api.delete(batch);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).getString("outcome")).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                     | says nothing to change",
                "{\"paused\":\"yes\"}                   | /paused: must be true or false",
                "{\"paused\":null}                      | /paused: must be true or false",
                "{\"query_concurrency\":51}             | /query_concurrency: must be a whole number from 1 to 50",
                "{\"timeout_minutes\":4}                | /timeout_minutes: must be a whole number from 5 to 60",
                "{\"description\":7}                    | /description: must be a string",
                "{\"pause\":true}                       | /pause: unknown member, did you mean \"paused\"?",
            })
    void refusesChangesThatMeanNothing(String body, String description) {
        String batch = Batches.submit(api, LARGE);
        Answer refused = api.patch(batch, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonObject("error").getString("description"))
                .isEqualTo(description);
        api.delete(batch);
    }

    @Test
    void whatHasStoppedCannotBeChanged() {
        String batch = Batches.submit(api, LARGE);
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
        Answer refused = api.patch(batch, "{\"paused\":true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonObject("error").getString("code")).isEqualTo("CONFLICT_ERROR");
        assertThat(Batches.information(api, batch).getBoolean("paused")).isFalse();
    }

    @Test
    void deletedResultsAreGoneAndTheBatchIsStillToldOf() {
        String batch = Batches.submit(api, LARGE.replace("2001-05-04", "2001-05-01"));
        assertThat(api.delete(batch + "/results").status()).isEqualTo(409);
        Batches.awaitEnd(api, batch, LONGEST);
        JsonObject query = Batches.queries(api, batch).get(0);
        String results = query.getJsonObject("result_info").getString("results_url");
        assertThat(api.get(results).status()).isEqualTo(200);

        assertThat(api.delete(batch + "/results").data().getString("results_deleted_time"))
                .isNotEmpty();
        Answer gone = api.get(results);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.json().getJsonObject("error").getString("code")).isEqualTo("QUERY_RESULTS_UNAVAILABLE");
        assertThat(Batches.queries(api, batch).get(0)).isEqualTo(query);
        assertThat(api.delete(batch + "/results").status()).isEqualTo(200);
    }

    @Test
    void hidesAllOfThisFromOtherTenants() {
        String batch = Batches.submit(api, LARGE);
        Api stranger = ServerUnderTest.api(url, "globex");
        assertThat(stranger.patch(batch, "{\"paused\":true}").status()).isEqualTo(404);
        assertThat(stranger.delete(batch + "/results").status()).isEqualTo(404);
        assertThat(Batches.information(api, batch).getBoolean("paused")).isFalse();
        api.delete(batch);
    }
}
