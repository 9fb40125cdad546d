package io.querybatch.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.OtlpReceiver;
import io.querybatch.testing.OtlpReceiver.Span;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs, traces and the audit log of real servers, of which the first is killed. */
@Tag("h2")
class ObservabilityIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final int QUERIES = 229 * 3;
    private static final String BODY = """
            {"split_accounts_policy":"all","split_dates_policy":"day","query_concurrency":1,
             "queries":[{"ds_id":"FLIGHTS","ds_accounts":"list.all_accounts","start_date":"2001-04-01",
                         "end_date":"2001-04-03","fields":"date,origin,flights","filter":"flights > 987654321012",
                         "settings":{"no_fusion":true}}]}""";

    private final Map<String, String> store = TestStore.fresh().environment();
    private final Path home;

    ObservabilityIT() throws IOException {
        home = Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "observe");
    }

    private ServerProcess start(OtlpReceiver receiver) {
        return ServerProcess.in(home)
                .with(store)
                .with("QUERYBATCH_LOG_FORMAT", "json")
                .with("QUERYBATCH_TRACES_ENDPOINT", receiver.base().toString())
                .start();
    }

    private static Api api(ServerProcess server) {
        return new Api(
                server.url(), DevTokens.token(server.home(), "--scope", "ds_queries_run ds_accounts_read ds_admin"));
    }

    private static Answer submit(Api api) {
        Answer answer = api.send(api.request("query/batch")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                .header("X-Request-Id", "theirs-1")
                .POST(BodyPublishers.ofString(BODY)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    @Test
    void aBatchIsOneTraceOfTheCallersAndIsInTheAuditLogOverTheDeathOfItsServer() {
        try (OtlpReceiver before = OtlpReceiver.start();
                OtlpReceiver after = OtlpReceiver.start()) {
            String batch;
            Answer submitted;
            try (ServerProcess server = start(before)) {
                Api api = api(server);
                submitted = submit(api);
                batch = "query/batch/" + submitted.data().getString("batch_id");
                assertThat(api.patch(batch, "{\"paused\":true}").status()).isEqualTo(200);
                Poll.until(
                        LONGEST,
                        "the batch is told of",
                        () -> !before.spans("POST /query/batch").isEmpty());
                server.kill();
            }
            try (ServerProcess server = start(after)) {
                Api api = api(server);
                assertAudited(api, submitted);
                api.patch(batch, "{\"paused\":false}");
                Batches.awaitEnd(api, batch, LONGEST);
                Poll.until(
                        LONGEST, "the last query is told of", () -> ran(after).contains(QUERIES));
                loseSpans(after, server);
                server.terminate();
                assertThat(server.awaitExit(Duration.ofSeconds(30))).isZero();
                assertLog(server.log());
            }
            assertTrace(before, after);
        }
    }

    /** What a collector refuses is said once, and not by its exporter, which prints stack traces. */
    private static void loseSpans(OtlpReceiver receiver, ServerProcess server) {
        receiver.refuse(401);
        Poll.until(LONGEST, "spans are lost", () -> {
            api(server).get("admin/audit?limit=1");
            return server.log().contains("spans are lost: the collector answers 401");
        });
        Poll.until(LONGEST, "spans arrive", () -> {
            api(server).get("admin/audit?limit=1");
            return server.log().contains("spans arrive again");
        });
    }

    private static void assertAudited(Api api, Answer submitted) {
        String id = submitted.data().getString("batch_id");
        List<JsonObject> events = api.get("admin/audit?batch_id=" + id)
                .json()
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
        assertThat(events).extracting(event -> event.getString("action")).containsExactly("change", "submit");
        assertThat(events.get(0).getString("detail")).isEqualTo("paused=true");
        assertThat(events.get(1).getString("request_id")).isEqualTo(submitted.header("X-Request-Id"));
    }

    private static Set<Integer> ran(OtlpReceiver receiver) {
        return receiver.spans("query FLIGHTS").stream()
                .map(span -> span.attributes().get("querybatch.schedule_id"))
                .map(id -> Integer.valueOf(id.substring(id.lastIndexOf('_') + 1)))
                .collect(Collectors.toSet());
    }

    private static void assertTrace(OtlpReceiver before, OtlpReceiver after) {
        Span batch = before.spans("batch submit").get(0);
        Span request = before.spans("POST /query/batch").get(0);
        assertThat(List.of(batch.trace(), request.trace())).containsOnly(TRACE);
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(batch.parent()).isEqualTo(request.id());
        List<Span> queries = after.spans("query FLIGHTS");
        assertThat(queries)
                .hasSizeGreaterThan(QUERIES / 3)
                .allMatch(query -> query.trace().equals(TRACE) && query.parent().equals(batch.id()));
        Set<String> ids = queries.stream().map(Span::id).collect(Collectors.toSet());
        assertThat(after.spans("SELECT FLIGHTS"))
                .hasSizeGreaterThan(QUERIES / 3)
                .allMatch(statement -> ids.contains(statement.parent()) && statement.end() >= statement.begin());
        assertThat(before.spans().toString() + after.spans()).doesNotContain("987654321012");
        assertThat(before.complaints()).isEmpty();
        assertThat(after.complaints()).isEmpty();
    }

    /** Our last line. Payara sets up its log anew while it ends, and says its last words in a format of its own. */
    private static final String ENDING = "querybatch: ending";

    /** Every line is an object, from the first to our last. */
    private static void assertLog(String log) {
        List<String> said = log.lines().toList();
        int last = 0;
        for (int i = 0; i < said.size(); i++) {
            last = said.get(i).contains(ENDING) ? i : last;
        }
        List<JsonObject> lines =
                said.subList(0, last + 1).stream().map(ObservabilityIT::json).toList();
        assertThat(lines).allMatch(line -> line.keySet().containsAll(List.of("time", "level", "logger", "message")));
        assertThat(lines).anyMatch(line -> line.getString("message").contains("DEVELOPMENT MODE"));
        assertThat(lines).anyMatch(line -> line.getString("message").startsWith("querybatch: ready on "));
        assertThat(lines).anyMatch(line -> line.getString("message").startsWith(ENDING));
        assertThat(lines).noneMatch(line -> line.getString("logger").startsWith("io.opentelemetry"));
        assertThat(lines)
                .filteredOn(line -> line.getString("message").contains("spans are lost"))
                .hasSize(1);
    }

    private static JsonObject json(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        } catch (RuntimeException e) {
            throw new AssertionError("not an object: " + line, e);
        }
    }
}
