package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.Callback;
import io.querybatch.query.BatchId;
import io.querybatch.testing.SettableClock;
import io.querybatch.webhooks.sql.SqlDeliveryStore;
import io.querybatch.webhooks.sql.StoredBatches;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is due is called, over a real store; receivers answer as they are told to. */
class DeliveryLoopTest {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String URL = "https://hooks.example/a";
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final DataSource database = StoredBatches.inMemory();
    private final StoredBatches batches = new StoredBatches(database);
    private final DeliveryStore store = new SqlDeliveryStore(database);
    private final SettableClock clock = new SettableClock(NOW);
    private final FakeCourier courier = new FakeCourier();

    /** Answers in the order in which answers were laid in, and with 204 when there is none left. */
    private static final class FakeCourier implements Courier {

        private final Deque<Reply> answers = new ArrayDeque<>();
        private final List<Map<String, String>> calls = new ArrayList<>();
        private final List<String> bodies = new ArrayList<>();
        private final List<String> urls = new ArrayList<>();

        @Override
        public Reply post(URI url, Map<String, String> headers, byte[] json) {
            urls.add(url.toString());
            calls.add(headers);
            bodies.add(new String(json, StandardCharsets.UTF_8));
            return answers.isEmpty() ? new Reply(204, Duration.ZERO, null) : answers.poll();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private DeliveryLoop loop(Executor executor, Set<String> hosts, byte[] key) {
        AddressRules outside = new AddressRules(new Networks(List.of()));
        WebhookConfig config = new WebhookConfig(
                new CallbackUrls(false, hosts, outside),
                new SecretBox(key),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(8),
                Duration.ofHours(24));
        Pauses pauses = new Pauses(config.retryPause(), Duration.ofHours(4), () -> 0.5);
        Attempts.Bodies bodies = (tenant, batch, base) -> Optional.of(tenant + " " + batch + " " + base);
        return new DeliveryLoop(store, new Attempts(store, bodies, config, courier, pauses, clock), config, executor);
    }

    private DeliveryLoop loop() {
        return loop(Runnable::run, Set.of(), new byte[0]);
    }

    private void stopped(BatchId batch, String tenant, String secret) {
        batches.submit(batch, tenant, new Callback(URL, secret));
        batches.stop(batch);
    }

    private Delivery delivery() {
        return store.of(BATCH).get(0);
    }

    private void pass(Duration time) {
        batches.passTime(time);
        clock.advance(time);
    }

    private void answer(Integer status, Duration retryAfter) {
        courier.answers.add(new Reply(status, retryAfter, null));
    }

    @Test
    void aStoppedBatchIsToldOfOnceIfTheReceiverHasIt() {
        stopped(BATCH, "acme", SECRET);
        DeliveryLoop loop = loop();
        loop.round();
        pass(Duration.ofDays(2));
        loop.round();

        assertThat(courier.bodies).containsExactly("acme " + BATCH + " http://here");
        assertThat(courier.urls).containsExactly(URL);
        assertThat(delivery().state()).isEqualTo(DeliveryState.SUCCESS);
    }

    @Test
    void everyCallIsSignedWithItsTimeAndAllHaveTheSameId() throws Exception {
        stopped(BATCH, "acme", SECRET);
        answer(500, Duration.ZERO);
        DeliveryLoop loop = loop();
        loop.round();
        pass(Duration.ofSeconds(9));
        loop.round();

        assertThat(courier.calls).hasSize(2);
        assertThat(courier.calls).extracting(call -> call.get("webhook-id")).containsOnly("msg_0123456789abcdef0123");
        assertThat(courier.calls)
                .extracting(call -> Long.parseLong(call.get("webhook-timestamp")))
                .containsExactly(NOW.getEpochSecond(), NOW.getEpochSecond() + 9);
        for (int i = 0; i < 2; i++) {
            Map<String, String> call = courier.calls.get(i);
            assertThat(WebhookVerifier.isGenuine(
                            SECRET,
                            call.get("webhook-id"),
                            call.get("webhook-timestamp"),
                            call.get("webhook-signature"),
                            courier.bodies.get(i).getBytes(StandardCharsets.UTF_8),
                            clock.instant().getEpochSecond()))
                    .isTrue();
        }
    }

    @Test
    void aReceiverThatFailsIsCalledAgainAfterLongerAndLongerPauses() {
        stopped(BATCH, "acme", SECRET);
        DeliveryLoop loop = loop();
        List<Integer> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 5; attempt++) {
            answer(attempt % 2 == 0 ? 302 : 503, Duration.ZERO);
            loop.round();
            assertThat(courier.calls).hasSize(attempt);
            int seconds = 0;
            while (store.due(1, 1).isEmpty()) {
                pass(Duration.ofSeconds(1));
                seconds++;
            }
            pauses.add(seconds);
        }
        assertThat(pauses).containsExactly(6, 12, 24, 48, 96);
    }

    @Test
    void aReceiverIsLeftAloneForAsLongAsItAsks() {
        stopped(BATCH, "acme", SECRET);
        answer(429, Duration.ofMinutes(7));
        DeliveryLoop loop = loop();
        loop.round();
        pass(Duration.ofMinutes(6));
        loop.round();
        assertThat(courier.calls).hasSize(1);
        pass(Duration.ofMinutes(1));
        loop.round();
        assertThat(courier.calls).hasSize(2);
    }

    @Test
    void aReceiverThatIsGoneIsCalledNoMore() {
        stopped(BATCH, "acme", SECRET);
        answer(410, Duration.ZERO);
        DeliveryLoop loop = loop();
        loop.round();
        pass(Duration.ofHours(5));
        loop.round();
        assertThat(courier.calls).hasSize(1);
        assertThat(delivery().state()).isEqualTo(DeliveryState.FAILURE);
    }

    @Test
    void afterADayItIsGivenUp() {
        stopped(BATCH, "acme", SECRET);
        DeliveryLoop loop = loop();
        Duration passed = Duration.ZERO;
        while (delivery().state() == DeliveryState.QUEUED) {
            answer(500, Duration.ZERO);
            loop.round();
            pass(Duration.ofMinutes(10));
            passed = passed.plusMinutes(10);
        }
        assertThat(delivery().state()).isEqualTo(DeliveryState.FAILURE);
        assertThat(passed).isBetween(Duration.ofHours(19), Duration.ofHours(24));
        assertThat(courier.calls).hasSizeBetween(14, 22);
        assertThat(delivery().attempts()).hasSameSizeAs(courier.calls);
    }

    @Test
    void aUrlThatMayNotBeCalledAnyMoreIsNot() {
        stopped(BATCH, "acme", SECRET);
        loop(Runnable::run, Set.of("other.example"), new byte[0]).round();
        assertThat(courier.calls).isEmpty();
        assertThat(delivery().attempts())
                .singleElement()
                .satisfies(
                        attempt -> assertThat(attempt.error()).isEqualTo("The URL is none that this server may call."));
        assertThat(delivery().state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void aSealedSecretIsOpenedWithTheKeyOfTheServer() throws Exception {
        byte[] key = new byte[32];
        key[5] = 1;
        stopped(BATCH, "acme", new SecretBox(key).seal(SECRET));
        loop(Runnable::run, Set.of(), new byte[32]).round();
        assertThat(courier.calls).isEmpty();
        assertThat(delivery().attempts().get(0).error())
                .isEqualTo("The secret was kept under another key of the server.");

        pass(Duration.ofSeconds(9));
        loop(Runnable::run, Set.of(), key).round();
        assertThat(courier.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.get("webhook-signature"))
                        .isEqualTo(Signature.of(
                                WebhookSecret.parse(SECRET).orElseThrow(),
                                call.get("webhook-id"),
                                Long.parseLong(call.get("webhook-timestamp")),
                                courier.bodies.get(0).getBytes(StandardCharsets.UTF_8))));
    }

    /** Nothing of it ends: the executor only keeps it. */
    @Test
    void whoseReceiversHangKeepsNoOtherTenantWaiting() {
        for (int i = 0; i < 9; i++) {
            stopped(new BatchId("qrb_0000000000000000000" + i), "acme", SECRET);
        }
        List<Runnable> hanging = new ArrayList<>();
        DeliveryLoop loop = loop(hanging::add, Set.of(), new byte[0]);
        loop.round();
        loop.round();
        assertThat(hanging).hasSize(4);

        stopped(BATCH, "globex", SECRET);
        loop.round();
        assertThat(hanging).hasSize(5);
        hanging.get(4).run();
        assertThat(delivery().state()).isEqualTo(DeliveryState.SUCCESS);

        hanging.get(0).run();
        loop.round();
        assertThat(hanging).hasSize(6);
    }

    /** As after kill -9: what another server claimed and never ended. */
    @Test
    void whatWasLostWithItsServerIsCalledByAnother() {
        stopped(BATCH, "acme", SECRET);
        List<Runnable> lost = new ArrayList<>();
        loop(lost::add, Set.of(), new byte[0]).round();
        DeliveryLoop other = loop();
        other.round();
        assertThat(courier.calls).isEmpty();
        pass(Duration.ofSeconds(26));
        other.round();
        assertThat(courier.calls).hasSize(1);
        assertThat(delivery().state()).isEqualTo(DeliveryState.SUCCESS);
        assertThat(DeliveryView.of(delivery(), true).attempts())
                .extracting(DeliveryView.AttemptView::error)
                .containsExactly("The server was lost while it called.", null);
    }
}
