package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.testing.Api;
import io.querybatch.testing.Api.Answer;
import io.querybatch.testing.Batches;
import io.querybatch.testing.DevTokens;
import io.querybatch.testing.Poll;
import io.querybatch.testing.Project;
import io.querybatch.testing.ServerProcess;
import io.querybatch.testing.TestStore;
import io.querybatch.testing.openapi.ApiContract;
import io.querybatch.testing.openapi.ApiDocument;
import io.querybatch.webhooks.http.Receiver;
import io.querybatch.webhooks.http.Receiver.Call;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real server calls real receivers, and is killed in between. */
@Tag("h2")
class WebhookIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final ApiContract CONTRACT = new ApiContract(ApiDocument.read());
    private static final Map<String, String> SETTINGS = Map.of(
            "QUERYBATCH_WEBHOOKS_HTTP", "true",
            "QUERYBATCH_WEBHOOKS_NETWORKS", "127.0.0.0/8",
            "QUERYBATCH_WEBHOOKS_RETRY_PAUSE", "PT1S",
            "QUERYBATCH_WEBHOOKS_TIMEOUT", "PT5S",
            "QUERYBATCH_WEBHOOKS_KEY", Base64.getEncoder().encodeToString(new byte[32]));

    private static Path home() throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Project.target().resolve("it")), "webhooks");
    }

    private static ServerProcess start(Path home, Map<String, String> store, int port) {
        return ServerProcess.in(home).port(port).with(store).with(SETTINGS).start();
    }

    private static Api api(ServerProcess server) {
        return new Api(server.url(), DevTokens.token(server.home()));
    }

    private static String body(String url, String secret) {
        return """
                {"callback_url":"%s","callback_secret":"%s","queries":[{"ds_id":"FLIGHTS","ds_accounts":"ORD",
                  "start_date":"2001-05-01","end_date":"2001-05-02","fields":"date,flights"}]}""".formatted(url, secret);
    }

    private static String hook(Receiver receiver) {
        return "http://127.0.0.1:" + receiver.port() + "/hook?for=tests";
    }

    private static void awaitCalls(Receiver receiver, int calls) {
        Poll.until(LONGEST, calls + " calls have come", () -> receiver.calls().size() >= calls);
    }

    /** The deliveries of a batch, when all of them have ended. */
    private static List<JsonObject> awaitDelivered(Api api, String batch) {
        return Poll.get(LONGEST, "all is delivered", () -> {
            List<JsonObject> all =
                    api.get(batch + "/deliveries").json().getJsonArray("data").getValuesAs(JsonObject.class);
            boolean delivered = all.stream()
                    .allMatch(delivery -> delivery.getString("status_code").equals("SUCCESS"));
            return delivered ? all : null;
        });
    }

    private static void assertGenuine(Call call) {
        try {
            assertThat(WebhookVerifier.isGenuine(
                            SECRET,
                            call.header("webhook-id"),
                            call.header("webhook-timestamp"),
                            call.header("webhook-signature"),
                            call.body().getBytes(StandardCharsets.UTF_8),
                            System.currentTimeMillis() / 1_000))
                    .isTrue();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject json(Call call) {
        String text = new String(call.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        CONTRACT.check("StoppedEvent", text);
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static Set<String> ids(Receiver receiver) {
        Set<String> ids = new HashSet<>();
        receiver.calls().forEach(call -> ids.add(call.header("webhook-id")));
        return ids;
    }

    private static void assertRefused(Answer answer, int status, String description) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().getJsonObject("error").getString("description"))
                .isEqualTo(description);
    }

    @Test
    void aStoppedBatchIsToldOfUntilTheReceiverHasIt() throws IOException {
        AtomicInteger failures = new AtomicInteger(1);
        Path home = home();
        try (Receiver receiver = Receiver.start(
                        exchange -> Receiver.answer(exchange, failures.getAndDecrement() > 0 ? 500 : 204));
                ServerProcess server = start(home, TestStore.fresh().environment(), ServerProcess.freePort())) {
            Api api = api(server);
            Answer submitted = api.post("v2/query/batch", body(hook(receiver), SECRET));
            assertThat(submitted.status()).as(submitted.body()).isEqualTo(201);
            assertThat(submitted.data().getString("callback_url")).isEqualTo(hook(receiver));
            String batch = "v2/query/batch/" + submitted.data().getString("batch_id");

            awaitCalls(receiver, 2);
            receiver.calls().forEach(WebhookIT::assertGenuine);
            assertThat(ids(receiver)).hasSize(1);
            JsonObject stopped = api.get(batch).data();
            JsonObject told = json(receiver.calls().get(1));
            assertThat(told.getString("type")).isEqualTo("batch.stopped");
            assertThat(told.getString("timestamp")).isEqualTo(stopped.getString("end_time"));
            assertThat(told.getJsonObject("data")).isEqualTo(stopped);
            assertThat(stopped.getJsonObject("links")
                            .getJsonObject("deliveries")
                            .getString("href"))
                    .isEqualTo(server.url() + batch + "/deliveries");

            assertTheLogTells(api, batch, ids(receiver).iterator().next());
            assertItIsDeliveredOnceMore(api, batch, receiver);
            assertRepeatedBatchesCallTheSame(api, batch, receiver);
            assertNothingOfItIsForOthers(server, batch);
            assertNobodyIsCalledInside(api);
            String everything = server.log()
                    + api.get(batch).body()
                    + submitted.body()
                    + api.get(batch + "/deliveries").body();
            assertThat(everything).doesNotContain(SECRET.substring("whsec_".length()));
        }
    }

    private static void assertTheLogTells(Api api, String batch, String webhookId) {
        assertThat(awaitDelivered(api, batch)).singleElement().satisfies(delivery -> {
            assertThat(delivery.getString("webhook_id")).isEqualTo(webhookId);
            assertThat(delivery.isNull("next_attempt_time")).isTrue();
            assertThat(delivery.getJsonArray("attempts").getValuesAs(JsonObject.class))
                    .extracting(attempt -> attempt.getInt("attempt") + ": " + attempt.getInt("status"))
                    .containsExactly("1: 500", "2: 204");
        });
    }

    private static void assertItIsDeliveredOnceMore(Api api, String batch, Receiver receiver) {
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        Answer again = api.post(batch + "/deliveries/" + id + "_delivery_1/redeliver", "");
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.data().getString("delivery_id")).isEqualTo(id + "_delivery_2");
        awaitCalls(receiver, 3);
        assertThat(ids(receiver)).hasSize(1);
        receiver.calls().forEach(WebhookIT::assertGenuine);
        assertThat(awaitDelivered(api, batch)).hasSize(2);

        String wanting = batch + "/deliveries/" + id + "_delivery_3/redeliver";
        assertRefused(api.post(wanting, ""), 404, "There is no such delivery.");
        assertRefused(api.post(batch + "/deliveries/1/redeliver", ""), 404, "There is no such delivery.");
    }

    private static void assertRepeatedBatchesCallTheSame(Api api, String batch, Receiver receiver) {
        Answer duplicate = api.post(batch + "/duplicate", "");
        assertThat(duplicate.status()).as(duplicate.body()).isEqualTo(201);
        awaitCalls(receiver, 4);
        Call call = receiver.calls().get(3);
        assertGenuine(call);
        assertThat(json(call).getJsonObject("data").getString("batch_id"))
                .isEqualTo(duplicate.data().getString("batch_id"));
        assertThat(ids(receiver)).hasSize(2);
    }

    private static void assertNothingOfItIsForOthers(ServerProcess server, String batch) {
        Api other = new Api(server.url(), DevTokens.token(server.home(), "--tenant", "other"));
        String id = batch.substring(batch.lastIndexOf('/') + 1);
        assertRefused(other.get(batch + "/deliveries"), 404, "There is no such batch.");
        assertRefused(
                other.post(batch + "/deliveries/" + id + "_delivery_1/redeliver", ""), 404, "There is no such batch.");
        Api reader = new Api(server.url(), DevTokens.token(server.home(), "--scope", "ds_accounts_read"));
        assertThat(reader.get(batch + "/deliveries").status()).isEqualTo(403);
    }

    private static void assertNobodyIsCalledInside(Api api) {
        String inside = "/callback_url: has an address that this server may not call";
        for (String url : List.of("http://169.254.169.254/latest", "http://[::1]:1/", "https://10.0.0.1/")) {
            assertRefused(api.post("query/batch", body(url, SECRET)), 400, inside);
            assertRefused(api.post("query/batch?dry_run=true", body(url, SECRET)), 400, inside);
        }
        assertRefused(
                api.post("query/batch", body("https://a.example/", "secret")),
                400,
                "/callback_secret: must be \"whsec_\" and the base64 of 24 to 64 bytes");
    }

    /** The first call hangs until its server is dead. */
    @Test
    void whatWasUnderWayWhenItsServerWasKilledIsDelivered() throws IOException {
        Path home = home();
        Map<String, String> store = TestStore.fresh().environment();
        int port = ServerProcess.freePort();
        CountDownLatch killed = new CountDownLatch(1);
        AtomicInteger first = new AtomicInteger(1);
        try (Receiver receiver = Receiver.start(exchange -> {
            if (first.getAndDecrement() > 0) {
                await(killed);
            }
            Receiver.answer(exchange, 204);
        })) {
            String batch;
            try (ServerProcess server = start(home, store, port)) {
                batch = Batches.submit(api(server), body(hook(receiver), SECRET));
                awaitCalls(receiver, 1);
                server.kill();
                killed.countDown();
            }
            try (ServerProcess server = start(home, store, port)) {
                awaitCalls(receiver, 2);
                assertGenuine(receiver.calls().get(1));
                assertThat(ids(receiver)).hasSize(1);
                Api api = api(server);
                assertThat(json(receiver.calls().get(1)).getJsonObject("data"))
                        .isEqualTo(Batches.information(api, batch));
                assertThat(awaitDelivered(api, batch)).hasSize(1);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
