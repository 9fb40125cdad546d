package io.querybatch.client;

import static io.querybatch.client.ScriptedServer.answer;
import static io.querybatch.client.ScriptedServer.cutOff;
import static io.querybatch.client.ScriptedServer.error;
import static io.querybatch.client.ScriptedServer.hangUp;
import static io.querybatch.client.ScriptedServer.stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.querybatch.client.ScriptedServer.Asked;
import io.querybatch.testing.ServerProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of refusals and of connections that break. */
class BatchClientTest {

    private static final String BATCH = """
            {"meta":{"request_id":"r0"},"data":{"batch_id":"qrb_1","status_code":"STOPPED","outcome":"completed",
             "schedule_time":"2026-01-31T12:00:00.123Z","query_amount":2,"brand_new":{"of":"a newer server"},
             "progress":{"queued":0,"running":0,"success":2,"failure":0}}}""";

    private final ScriptedServer server = new ScriptedServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final BatchClient client = client(server.url(), "secret-token");

    private BatchClient client(URI url, String token) {
        return BatchClient.of(url).token(token).pause(pauses::add).build();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsWhatTheServerTells() {
        server.then(answer(200, BATCH));
        Batch batch = client.batch("qrb_1");
        assertThat(batch.scheduleTime()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123Z"));
        assertThat(batch.progress()).isEqualTo(new Progress(0, 0, 2, 0));
        assertThat(batch.hasStopped()).isTrue();
        assertThat(batch.endTime()).isNull();
        assertThat(server.asked().get(0).header("Authorization")).isEqualTo("Bearer secret-token");
    }

    @Test
    void submitsOnceThoughTheConnectionBreaksBeforeAndInTheMiddleOfTheAnswer() {
        server.then(hangUp())
                .then(error(409, "CONFLICT_ERROR"))
                .then(cutOff(BATCH.substring(0, 40)))
                .then(answer(201, BATCH));
        BatchRequest request =
                BatchRequest.of(QueryRequest.of("FLIGHTS", "date", "flights").accounts("ORD"));
        assertThat(client.submit(request).batchId()).isEqualTo("qrb_1");
        assertThat(server.asked()).hasSize(4);
        assertThat(server.asked().stream()
                        .map(asked -> asked.header("Idempotency-Key"))
                        .distinct())
                .hasSize(1)
                .doesNotContainNull();
        assertThat(server.asked().stream().map(Asked::body).distinct())
                .containsExactly(
                        "{\"queries\":[{\"ds_id\":\"FLIGHTS\",\"fields\":[\"date\",\"flights\"],\"ds_accounts\":[\"ORD\"]}]}");
    }

    @Test
    void asksThatWhatCannotMeanAnythingFailsAlone() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        server.then(answer(201, BATCH)).then(answer(200, "{\"data\":{\"accepted\":true,\"failed\":3}}"));
        client.submit(json, "june", OnInvalid.FAIL_QUERY);
        assertThat(client.dryRun(json, OnInvalid.FAIL_QUERY).failed()).isEqualTo(3);
        assertThat(server.asked())
                .extracting(Asked::path)
                .containsExactly(
                        "/query/batch?on_invalid=fail_query", "/query/batch?dry_run=true&on_invalid=fail_query");
        assertThat(server.asked().get(0).header("Idempotency-Key")).isEqualTo("june");
    }

    @Test
    void aRetryThatIsSentAgainIsTheSameOne() {
        server.then(hangUp()).then(answer(201, BATCH));
        assertThat(client.retry("qrb_0").batchId()).isEqualTo("qrb_1");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().stream()
                        .map(asked -> asked.header("Idempotency-Key"))
                        .distinct())
                .hasSize(1)
                .doesNotContainNull();
    }

    @Test
    void anAnswerThatStopsComingIsAskedForAgain() {
        server.then(stalled(BATCH.substring(0, 40))).then(answer(200, BATCH));
        BatchClient impatient = BatchClient.of(server.url())
                .pause(pauses::add)
                .silence(Duration.ofMillis(100))
                .build();
        assertThat(impatient.batch("qrb_1").batchId()).isEqualTo("qrb_1");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void comesAgainWhenItIsToldTo() {
        server.then(error(429, "TOO_MANY_REQUESTS").with("Retry-After", "7"))
                .then(error(503, "SERVICE_UNAVAILABLE").with("Retry-After", "2"))
                .then(answer(200, BATCH));
        client.batch("qrb_1");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void doesNotComeAgainWhenThatIsFarAway() {
        server.then(error(429, "TOO_MANY_REQUESTS").with("Retry-After", "3600"));
        assertThatThrownBy(() -> client.batch("qrb_1")).hasMessage("TOO_MANY_REQUESTS: No. — Because.");
        assertThat(pauses).isEmpty();
    }

    @Test
    void givesUpAtLastAndSaysWhatTheServerSaid() {
        for (int i = 0; i < 20; i++) {
            server.then(error(503, "SERVICE_UNAVAILABLE"));
        }
        assertThatThrownBy(() -> client.batch("qrb_1"))
                .asInstanceOf(type(QuerybatchException.class))
                .extracting(QuerybatchException::code)
                .isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(server.asked()).hasSize(10);
        assertThat(pauses).isSorted().hasSize(9).endsWith(Duration.ofSeconds(30));
    }

    @Test
    void aRefusalIsAnExceptionWithEverythingInIt() {
        server.then(error(404, "NOT_FOUND"));
        assertThatThrownBy(() -> client.cancel("qrb_1"))
                .asInstanceOf(type(QuerybatchException.class))
                .satisfies(refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.reason()).isEqualTo("No.");
                    assertThat(refusal.description()).isEqualTo("Because.");
                    assertThat(refusal.requestId()).isEqualTo("r1");
                    assertThat(refusal.json()).startsWith("{\"meta\"");
                });
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void answersOfOthersAreNotTakenForQuerybatchs() {
        server.then(answer(200, "<html>welcome</html>"))
                .then(answer(403, "<html>go away</html>"))
                .then(answer(403, "{}"));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.batch("qrb_1")).hasMessageStartingWith("UNEXPECTED_ANSWER");
        }
    }

    @Test
    void doesNotWaitLongForAServerThatWasNeverThere() {
        URI nobody = URI.create("http://127.0.0.1:" + ServerProcess.freePort());
        assertThatThrownBy(() -> client(nobody, null).sources())
                .isInstanceOf(ConnectionException.class)
                .hasMessage("the server cannot be reached");
        assertThat(pauses).hasSize(1);
    }

    @Test
    void doesNotFollowRedirectsWithItsToken() {
        server.then(answer(302, "").with("Location", server.url() + "elsewhere"));
        assertThatThrownBy(() -> client.batch("qrb_1")).hasMessageContaining("302");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void neverShowsTheToken() {
        assertThatThrownBy(() -> client(server.url(), "secret\ntoken").sources())
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void refusesAddressesThatAreNone() {
        for (String address :
                List.of("ftp://host/", "http:///", "host:80", "https://user:word@host/", "http://host/?a=b")) {
            assertThatThrownBy(() -> BatchClient.of(URI.create(address)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("word");
        }
    }

    @Test
    void asksBelowTheAddressItWasGiven() {
        server.then(answer(200, BATCH));
        client(server.url().resolve("base/v2"), null).batch("a b/c");
        assertThat(server.asked().get(0).path()).isEqualTo("/base/v2/query/batch/a%20b%2Fc");
        assertThat(server.asked().get(0).header("Authorization")).isNull();
    }

    @Test
    void aFileIsThereWhenItIsComplete(@TempDir Path folder) {
        Path file = folder.resolve("batch.zip");
        server.then(cutOff("half")).then(answer(200, "whole"));
        client.archive("qrb_1", file, bytes -> {});
        assertThat(file).hasContent("whole");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
        server.then(error(404, "NOT_FOUND"));
        assertThatThrownBy(() -> client.result("qrb_1_query_1", file)).hasMessageStartingWith("NOT_FOUND");
        assertThat(file).hasContent("whole");
    }

    @Test
    void aDiskThatFailsIsNotTheNetwork(@TempDir Path folder) {
        server.then(answer(200, "whole"));
        assertThatThrownBy(() -> client.archive("qrb_1", folder.resolve("no/such/folder.zip"), bytes -> {}))
                .isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void submitsJsonAsItIs() {
        String json = "{ \"queries\" : [ 1.50 ] }";
        server.then(answer(201, BATCH));
        client.submit(json.getBytes(StandardCharsets.UTF_8), "june");
        assertThat(server.asked().get(0).body()).isEqualTo(json);
        assertThat(server.asked().get(0).header("Idempotency-Key")).isEqualTo("june");
    }
}
