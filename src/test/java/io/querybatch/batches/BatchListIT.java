package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
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

/** A tenant's batches, as they are listed. */
@ExtendWith(ArquillianExtension.class)
class BatchListIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String BODY = """
            {"description":"%s","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD","start_date":"2001-05-01",
              "end_date":"2001-05-02","fields":"date,flights"}]}""";

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

    private static List<JsonObject> batches(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("data").getValuesAs(JsonObject.class);
    }

    private static List<String> ids(List<JsonObject> batches) {
        return batches.stream()
                .map(batch -> "query/batch/" + batch.getString("batch_id"))
                .toList();
    }

    /** Newest first. */
    private List<String> submit(int amount) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < amount; i++) {
            ids.add(Batches.submit(api, BODY.formatted("number " + i)));
        }
        Collections.reverse(ids);
        return ids;
    }

    @Test
    void batchesComeNewestFirstAPageAtATime() {
        List<String> ids = submit(5);
        ServerUnderTest.api(url, ServerUnderTest.newTenant()).post("query/batch", BODY.formatted("another's"));
        assertThat(api.get("query/data/json?ds_id=FLIGHTS&ds_accounts=ORD&fields=flights")
                        .status())
                .isEqualTo(200);
        assertThat(ids(batches(api.get("query/batch")))).isEqualTo(ids);

        List<String> paged = new ArrayList<>();
        String cursor = "";
        List<Integer> sizes = new ArrayList<>();
        while (cursor != null) {
            Answer page = api.get("query/batch?limit=2" + cursor);
            sizes.add(batches(page).size());
            paged.addAll(ids(batches(page)));
            JsonObject meta = page.json().getJsonObject("meta");
            cursor = meta.isNull("cursor") ? null : "&cursor=" + meta.getString("cursor");
            // One that is submitted meanwhile moves nothing.
            Batches.submit(api, BODY.formatted("late"));
        }
        assertThat(paged).isEqualTo(ids);
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void anEntryIsWhatTheBatchSaysItself() {
        String batch = submit(1).get(0);
        JsonObject ended = Batches.awaitEnd(api, batch, LONGEST);
        assertThat(batches(api.get("query/batch"))).containsExactly(ended);
        assertThat(ended.getJsonObject("links").getJsonObject("results").getString("href"))
                .isEqualTo(url + batch + "/results");
        assertThat(batches(api.get("query/batch?limit=1")).get(0)).isEqualTo(ended);
    }

    @Test
    void theyAreChosenByStateAndTime() {
        List<String> ids = submit(3);
        ids.forEach(id -> Batches.awaitEnd(api, id, LONGEST));
        assertThat(ids(batches(api.get("query/batch?state=STOPPED")))).isEqualTo(ids);
        assertThat(batches(api.get("query/batch?state=RUNNING"))).isEmpty();
        Instant second = Instant.parse(Batches.information(api, ids.get(1)).getString("schedule_time"));
        assertThat(ids(batches(api.get("query/batch?since=" + second)))).startsWith(ids.get(0), ids.get(1));
        assertThat(ids(batches(api.get("query/batch?since=" + second.plusMillis(1)))))
                .doesNotContain(ids.get(1), ids.get(2));
        String elsewhere = second.atZone(ZoneId.of("+02:00")).toOffsetDateTime().toString();
        assertThat(ids(batches(api.get("query/batch?since=" + elsewhere)))).contains(ids.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=DONE        | \"state\": must be QUEUED, RUNNING or STOPPED",
                "since=yesterday   | \"since\": must be a time such as 2026-01-31T12:00:00Z",
                "cursor=first      | \"cursor\": must be the cursor of an answer",
                "limit=1001        | \"limit\": must be a whole number from 1 to 1000",
                "offset=1          | \"offset\": unknown; known are cursor, limit, since, state",
            })
    void refusesWhatMeansNothing(String parameters, String description) {
        Answer refused = api.get("query/batch?" + parameters);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonObject("error").getString("description"))
                .contains(description);
    }
}
