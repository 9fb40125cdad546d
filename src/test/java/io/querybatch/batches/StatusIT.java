package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How callers follow a batch without asking for what they know. */
@ExtendWith(ArquillianExtension.class)
class StatusIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int AIRPORTS = 229;
    private static final int DAYS = 4;
    private static final int QUERIES = AIRPORTS * DAYS;

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

    /** One query for each airport and day: many more than a slot runs without looking whether the batch is paused. */
    private static String body(int concurrency) {
        String days = IntStream.rangeClosed(1, DAYS).mapToObj(StatusIT::day).collect(Collectors.joining(","));
        return """
            {"split_accounts_policy":"all","query_concurrency":%d,"queries":[%s]}""".formatted(concurrency, days);
    }

    private static String day(int day) {
        return """
            {"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-05-%1$02d","end_date":"2001-05-%1$02d",
             "fields":"date,origin,flights","settings":{"no_fusion":true}}""".formatted(day);
    }

    /** A batch of which nothing moves. */
    private String paused() {
        String batch = Batches.submit(api, body(1));
        Poll.until(LONGEST, "some have succeeded", () -> progress(batch).getInt("success") > 5);
        api.patch(batch, "{\"paused\":true}");
        Poll.until(LONGEST, "what ran has ended", () -> progress(batch).getInt("running") == 0);
        return batch;
    }

    private JsonObject progress(String batch) {
        return Batches.information(api, batch).getJsonObject("progress");
    }

    private Answer get(String path, String... headers) {
        HttpRequest.Builder request = api.request(path);
        return api.send((headers.length == 0 ? request : request.headers(headers)).GET());
    }

    private static List<JsonObject> data(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static String cursor(Answer answer) {
        return answer.json().getJsonObject("meta").getString("cursor");
    }

    private static void count(Map<String, String> states, List<JsonObject> queries) {
        queries.forEach(query -> states.put(query.getString("schedule_id"), query.getString("status_code")));
    }

    @Test
    void whoHasTheLatestIsToldSoAndNoMore() {
        String batch = paused();
        Answer first = get(batch + "/status?limit=2");
        String tag = first.header("ETag");
        assertThat(tag).matches("\"\\d+\"");
        Answer same = get(batch + "/status?limit=2", "If-None-Match", "W/\"other\", " + tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(same.header("Cache-Control")).isEqualTo("no-store");
        assertThat(same.header("X-Request-Id")).hasSize(32);

        api.patch(batch, "{\"description\":\"changed\"}");
        Answer changed = get(batch + "/status?limit=2", "If-None-Match", tag);
        assertThat(data(changed)).hasSize(2);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        Api stranger = ServerUnderTest.api(url, "globex");
        assertThat(stranger.send(stranger.request(batch + "/status")
                                .header("If-None-Match", changed.header("ETag"))
                                .GET())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoAsksForWhatHasChangedMissesNothing() {
        String batch = Batches.submit(api, body(4));
        Map<String, String> states = new HashMap<>();
        Answer first = get(batch + "/status?limit=1000");
        count(states, data(first));
        assertThat(states).hasSize(QUERIES);
        String[] cursor = {cursor(first)};
        Poll.until(LONGEST, "it has stopped", () -> {
            Answer changes = get(batch + "/status?limit=50&since=" + cursor[0]);
            assertThat(data(changes)).hasSizeLessThanOrEqualTo(50);
            count(states, data(changes));
            cursor[0] = cursor(changes);
            boolean all = data(changes).size() < 50;
            return all
                    && changes.json()
                            .getJsonObject("meta")
                            .getString("status_code")
                            .equals("STOPPED");
        });
        assertThat(states).hasSize(QUERIES);
        assertThat(states.values()).containsOnly("SUCCESS");
        Answer rest = get(batch + "/status?since=" + cursor[0]);
        assertThat(data(rest)).isEmpty();
        assertThat(cursor(rest)).isEqualTo(cursor[0]);
        assertThat(rest.json().getJsonObject("meta").getJsonObject("paginate")).hasToString("{\"limit\":100}");
    }

    @Test
    void aStopIsAChangeOfQueriesThatNeverRan() {
        String batch = paused();
        String cursor = cursor(get(batch + "/status?limit=1"));
        int queued = progress(batch).getInt("queued");
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
        Map<String, String> states = new HashMap<>();
        String next = cursor;
        List<JsonObject> changed;
        do {
            Answer answer = get(batch + "/status?limit=50&since=" + next);
            changed = data(answer);
            count(states, changed);
            next = cursor(answer);
        } while (changed.size() == 50);
        assertThat(states).hasSize(queued);
        assertThat(states.values()).containsOnly("FAILURE");
        assertThat(data(get(batch + "/status?limit=1000&since=" + cursor + "&state=SUCCESS")))
                .isEmpty();
    }

    @Test
    void fromTheStartEveryQueryIsToldThatIsNoLongerQueued() {
        String batch = paused();
        List<String> moved = Batches.queries(api, batch).stream()
                .filter(query -> !query.getString("status_code").equals("QUEUED"))
                .map(query -> query.getString("schedule_id"))
                .toList();
        Answer told = get(batch + "/status?limit=1000&since=start");
        // Also those that were taken and handed back when the batch was paused; they are queued again.
        assertThat(data(told))
                .filteredOn(query -> !query.getString("status_code").equals("QUEUED"))
                .extracting(query -> query.getString("schedule_id"))
                .containsExactlyInAnyOrderElementsOf(moved);
        assertThat(data(told)).hasSizeLessThan(QUERIES);
        assertThat(data(get(batch + "/status?limit=1000&since=" + cursor(told))))
                .isEmpty();
    }

    @Test
    void queriesAreListedByTheirState() {
        String batch = paused();
        JsonObject progress = progress(batch);
        Map<String, List<String>> listed = Batches.queries(api, batch).stream()
                .collect(Collectors.groupingBy(
                        query -> query.getString("status_code"),
                        Collectors.mapping(query -> query.getString("schedule_id"), Collectors.toList())));
        for (String state : List.of("QUEUED", "RUNNING", "SUCCESS", "FAILURE")) {
            Answer answer = get(batch + "/status?limit=1000&state=" + state);
            assertThat(data(answer))
                    .extracting(query -> query.getString("schedule_id"))
                    .isEqualTo(listed.getOrDefault(state, List.of()));
            assertThat(data(answer))
                    .allMatch(query -> query.getString("status_code").equals(state));
            assertThat(answer.json()
                            .getJsonObject("meta")
                            .getJsonObject("paginate")
                            .getInt("total"))
                    .isEqualTo(data(answer).size());
        }
        assertThat(data(get(batch + "/status?offset=2147483647&limit=1000"))).isEmpty();
        assertThat(data(get(batch + "/status?offset=2147483647&limit=1000&state=QUEUED")))
                .isEmpty();
        Answer page = get(batch + "/status?limit=2&state=QUEUED&offset=3");
        assertThat(data(page))
                .extracting(query -> query.getString("schedule_id"))
                .isEqualTo(listed.get("QUEUED").subList(3, 5));
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
        List<JsonObject> failed = data(get(batch + "/status?limit=1000&state=FAILURE"));
        assertThat(failed).hasSize(QUERIES - progress.getInt("success"));
        assertThat(failed)
                .allMatch(query ->
                        query.getJsonObject("error_info").getString("code").equals("QUERY_CANCELLED"));
    }

    @Test
    void whoWaitsIsAnsweredWhenSomethingHasChanged() {
        String batch = paused();
        Answer first = get(batch + "/status?limit=1");
        String tag = first.header("ETag");
        List<CompletableFuture<Answer>> waiting = List.of(
                later(batch + "/status?limit=1", "Prefer", "wait=50", "If-None-Match", tag),
                later(batch + "/status?since=" + cursor(first), "Prefer", "respond-async, wait=50"),
                later(batch + "/status?limit=1", "Prefer", "wait=50"));
        Answer patient = get(batch + "/status?limit=1", "Prefer", "wait=1", "If-None-Match", tag);
        assertThat(patient.status()).isEqualTo(304);
        assertThat(patient.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        api.patch(batch, "{\"description\":\"changed\"}");
        for (CompletableFuture<Answer> answer : waiting) {
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(answer.join().header("ETag")).isNotEqualTo(tag);
            assertThat(answer.join().header("Preference-Applied")).isEqualTo("wait=50");
            assertThat(answer.join().json().getJsonObject("meta").getString("request_id"))
                    .isEqualTo(answer.join().header("X-Request-Id"));
        }
        assertThat(data(waiting.get(0).join())
                        .get(0)
                        .getJsonObject("result_info")
                        .getString("results_url"))
                .startsWith(url.toString());
    }

    private CompletableFuture<Answer> later(String path, String... headers) {
        return CompletableFuture.supplyAsync(() -> get(path, headers));
    }

    @Test
    void nobodyWaitsForWhatHasEndedOrForWhatHeDoesNotHave() {
        String batch = paused();
        Answer old = get(batch + "/status?limit=1");
        api.patch(batch, "{\"description\":\"changed\"}");
        assertAnsweredAtOnce(200, batch, "Prefer", "wait=50", "If-None-Match", old.header("ETag"));
        api.delete(batch);
        Batches.awaitEnd(api, batch, LONGEST);
        String last = get(batch + "/status?limit=1").header("ETag");
        assertAnsweredAtOnce(304, batch, "Prefer", "wait=50", "If-None-Match", last);
        assertAnsweredAtOnce(200, batch, "Prefer", "wait=50");
        assertThat(get("query/batch/qrb_00000000000000000000/status", "Prefer", "wait=50")
                        .status())
                .isEqualTo(404);
    }

    private void assertAnsweredAtOnce(int status, String batch, String... headers) {
        long begin = System.nanoTime();
        assertThat(get(batch + "/status?limit=1", headers).status()).isEqualTo(status);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=FAILED       | \"state\": must be QUEUED, RUNNING, SUCCESS or FAILURE",
                "since=yesterday    | \"since\": must be the cursor of an answer, or start",
                "since=7.0.1&offset=1 | \"offset\": has no meaning with since; go on from the cursor of the answer",
            })
    void refusesWhatMeansNothing(String parameters, String description) {
        Answer refused = get("query/batch/qrb_00000000000000000000/status?" + parameters);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonObject("error").getString("description"))
                .contains(description);
    }
}
