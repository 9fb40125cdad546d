package io.querybatch.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import jakarta.json.JsonObject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a batch is said to end. */
@ExtendWith(ArquillianExtension.class)
class EtaIT {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** So many queries that they take a while, each with a scan of its own. */
    private static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":1,"timeout_minutes":17,"queries":[
              {"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-07-01","end_date":"2001-07-30",
               "fields":"date,origin,flights","settings":{"no_fusion":true},"cache_minutes":0}]}""";

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

    private Instant earliest(JsonObject of) {
        JsonObject eta = of.getJsonObject("eta");
        Instant earliest = Instant.parse(eta.getString("earliest"));
        Instant likely = Instant.parse(eta.getString("likely"));
        assertThat(likely).isBetween(earliest, Instant.parse(eta.getString("latest")));
        return earliest;
    }

    private JsonObject meta(String batch) {
        return api.get(batch + "/status?limit=1").json().getJsonObject("meta");
    }

    @Test
    void isKnownWhileTheBatchRunsAndNotWhenItIsPausedOrHasEnded() {
        Answer accepted = api.post("query/batch", BODY);
        assertThat(accepted.data().containsKey("eta")).isFalse();
        String batch = "query/batch/" + accepted.data().getString("batch_id");
        Poll.until(LONGEST, "the end is in sight", () -> meta(batch).containsKey("eta"));
        JsonObject running = Batches.information(api, batch);
        Instant start = Instant.parse(running.getString("start_time"));
        Instant limit = start.plus(Duration.ofMinutes(17));
        assertThat(earliest(running)).isBetween(start, limit);
        assertThat(Instant.parse(running.getJsonObject("eta").getString("latest")))
                .isBetween(start, limit);
        assertThat(earliest(meta(batch))).isBetween(start, limit);

        api.patch(batch, "{\"paused\":true}");
        Poll.until(
                LONGEST,
                "nothing runs",
                () -> meta(batch).getJsonObject("progress").getInt("running") == 0);
        assertThat(meta(batch).containsKey("eta")).isFalse();
        assertThat(Batches.information(api, batch).containsKey("eta")).isFalse();
        api.patch(batch, "{\"paused\":false}");
        assertThat(earliest(Batches.information(api, batch))).isBetween(start, limit);

        api.delete(batch);
        assertThat(Batches.awaitEnd(api, batch, LONGEST).containsKey("eta")).isFalse();
        assertThat(meta(batch).containsKey("eta")).isFalse();
    }

    @Test
    void theTagDoesNotChangeForTheTimeThatPasses() {
        String batch = Batches.submit(api, BODY);
        Poll.until(LONGEST, "the end is in sight", () -> meta(batch).containsKey("eta"));
        Poll.until(LONGEST, "two answers of the same change", () -> {
            Answer first = api.get(batch + "/status?limit=1");
            Answer second = api.get(batch + "/status?limit=1");
            boolean same = cursor(first).equals(cursor(second));
            assertThat(first.header("ETag").equals(second.header("ETag"))).isEqualTo(same);
            return same && first.json().getJsonObject("meta").containsKey("eta");
        });
        api.delete(batch);
    }

    private static String cursor(Answer status) {
        return status.json().getJsonObject("meta").getString("cursor");
    }
}
