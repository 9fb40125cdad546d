package io.querybatch.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.Poll;
import io.querybatch.testing.ServerUnderTest;
import io.querybatch.testing.Truth;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a batch, as events, from the real server. */
@ExtendWith(ArquillianExtension.class)
class EventsIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int QUERIES = 229;
    private static final String BODY = ofDays(3, 3);

    /** That many take long enough to be paused on the way. */
    private static final int LONG_DAYS = 10;

    private static String ofDays(int first, int last) {
        return """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":2,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-06-%02d","cache_minutes":0,
                         "end_date":"2001-06-%02d","fields":"%s","settings":{"no_fusion":true}}]}""".formatted(first, last, Truth.FIELDS);
    }

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

    /** {@code id} is null if it has none. */
    private record Event(String id, String name, JsonObject data) {}

    private HttpResponse<Stream<String>> open(String batch, String lastEvent) {
        HttpRequest.Builder request = api.request(batch + "/events").header("Accept", "text/event-stream");
        return api.send(
                (lastEvent == null ? request : request.header("Last-Event-ID", lastEvent)).GET(),
                BodyHandlers.ofLines());
    }

    /** The next event; null at the end. */
    private static Event next(Iterator<String> lines) {
        Map<String, String> fields = new HashMap<>();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() && fields.containsKey("data")) {
                return new Event(fields.get("id"), fields.get("event"), json(fields.get("data")));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return null;
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static List<Event> all(Iterator<String> lines) {
        List<Event> all = new ArrayList<>();
        for (Event event = next(lines); event != null; event = next(lines)) {
            all.add(event);
        }
        return all;
    }

    @Test
    void whoListensHearsOfEveryQueryAsItEndsAndOfTheEndOfTheBatch() {
        String batch = Batches.submit(api, BODY);
        assertThat(Batches.information(api, batch)
                        .getJsonObject("links")
                        .getJsonObject("events")
                        .getString("href"))
                .endsWith(batch + "/events");
        List<Event> events;
        try (Stream<String> lines = open(batch, null).body()) {
            events = all(lines.iterator());
        }
        Map<String, String> states = new HashMap<>();
        for (Event event : events) {
            if (event.name().equals("query")) {
                states.put(event.data().getString("schedule_id"), event.data().getString("status_code"));
                assertThat(event.id()).isNull();
            } else {
                JsonObject progress = event.data().getJsonObject("progress");
                assertThat(Stream.of("queued", "running", "success", "failure")
                                .mapToInt(progress::getInt)
                                .sum())
                        .isEqualTo(QUERIES);
            }
        }
        assertThat(states)
                .hasSize(QUERIES)
                .allSatisfy((id, state) -> assertThat(state).isEqualTo("SUCCESS"));
        Event last = events.get(events.size() - 1);
        assertThat(last.name()).isEqualTo("stopped");
        assertThat(last.data().getString("outcome")).isEqualTo("completed");
        assertThat(events).filteredOn(event -> event.name().equals("stopped")).hasSize(1);

        assertThat(open(batch, last.id()).statusCode())
                .as("who knows is told to stay away")
                .isEqualTo(204);
    }

    @Test
    void whoComesBackHearsOnlyWhatHasChangedSince() {
        String batch = Batches.submit(api, ofDays(1, LONG_DAYS));
        Poll.until(
                LONGEST,
                "some have succeeded",
                () -> Batches.information(api, batch).getJsonObject("progress").getInt("success") > 5);
        api.patch(batch, "{\"paused\":true}");
        Poll.until(
                LONGEST,
                "what ran has ended",
                () -> Batches.information(api, batch).getJsonObject("progress").getInt("running") == 0);
        int done = Batches.information(api, batch).getJsonObject("progress").getInt("success");
        List<String> before = new ArrayList<>();
        Event progress;
        try (Stream<String> lines = open(batch, null).body()) {
            Iterator<String> iterator = lines.iterator();
            for (progress = next(iterator); progress.name().equals("query"); progress = next(iterator)) {
                // One that was handed back has changed, too.
                if (progress.data().getString("status_code").equals("SUCCESS")) {
                    before.add(progress.data().getString("schedule_id"));
                }
            }
        }
        assertThat(before).hasSize(done);
        assertThat(progress.data().getBoolean("paused")).isTrue();
        api.patch(batch, "{\"paused\":false,\"query_concurrency\":8}");
        try (Stream<String> lines = open(batch, progress.id()).body()) {
            List<Event> rest = all(lines.iterator());
            assertThat(rest.stream()
                            .filter(event -> event.name().equals("query"))
                            .map(event -> event.data().getString("schedule_id"))
                            .distinct())
                    .hasSize(LONG_DAYS * QUERIES - done)
                    .doesNotContainAnyElementsOf(before);
            assertThat(rest.get(rest.size() - 1).name()).isEqualTo("stopped");
        }
    }

    @Test
    void whatIsNoIdOfAnEventAndWhatIsSomebodyElsesAreRefused() {
        String batch = Batches.submit(api, BODY);
        Answer bad = api.send(
                api.request(batch + "/events").header("Last-Event-ID", "12").GET());
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().getJsonObject("error").getString("description"))
                .isEqualTo("Last-Event-ID must be the id of an event.");
        Answer foreign = ServerUnderTest.api(url, ServerUnderTest.newTenant()).get(batch + "/events");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json().getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
        api.delete(batch);
    }
}
