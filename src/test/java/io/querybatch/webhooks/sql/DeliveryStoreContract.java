package io.querybatch.webhooks.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.batches.Callback;
import io.querybatch.query.BatchId;
import io.querybatch.webhooks.Delivery;
import io.querybatch.webhooks.DeliveryId;
import io.querybatch.webhooks.DeliveryState;
import io.querybatch.webhooks.DeliveryStore;
import io.querybatch.webhooks.DueDelivery;
import io.querybatch.webhooks.Reply;
import io.querybatch.webhooks.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of deliveries in every database. */
abstract class DeliveryStoreContract {

    private static final BatchId BATCH = new BatchId("qrb_0123456789abcdef0123");
    private static final Callback CALLBACK = new Callback("https://a.example/hook", "whsec_b");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TOOK = Duration.ofMillis(12);
    private static final Verdict DELIVERED = new Verdict(DeliveryState.SUCCESS, Duration.ZERO);
    private static final Verdict OVER = new Verdict(DeliveryState.FAILURE, Duration.ZERO);
    private static final Reply NO_CONTENT = new Reply(204, Duration.ZERO, null);
    private static final Reply BROKEN = new Reply(500, Duration.ZERO, null);

    private StoredBatches batches;
    private DeliveryStore store;

    /** An empty one. */
    abstract DataSource database();

    @BeforeEach
    void open() {
        DataSource database = database();
        batches = new StoredBatches(database);
        store = new SqlDeliveryStore(database);
    }

    private static Verdict again(Duration pause) {
        return new Verdict(DeliveryState.QUEUED, pause);
    }

    private List<DueDelivery> due() {
        return store.due(100, 100);
    }

    private DueDelivery claimed() {
        DueDelivery due = due().get(0);
        assertThat(store.claim(due, LEASE, DAY)).isTrue();
        return due;
    }

    private Delivery delivery() {
        List<Delivery> all = store.of(BATCH);
        return all.get(all.size() - 1);
    }

    private void stopped() {
        batches.submit(BATCH, "acme", CALLBACK);
        batches.stop(BATCH);
    }

    @Test
    void aDeliveryIsDueWithTheStopOfItsBatchAndNotBefore() {
        batches.submit(BATCH, "acme", CALLBACK);
        assertThat(due()).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.QUEUED);

        batches.stop(BATCH);
        assertThat(due())
                .containsExactly(new DueDelivery(new DeliveryId(BATCH, 1), 1, "acme", CALLBACK, "http://here"));
    }

    @Test
    void withoutACallbackNothingIsDue() {
        batches.submit(BATCH, "acme", null);
        batches.stop(BATCH);
        assertThat(due()).isEmpty();
        assertThat(store.of(BATCH)).isEmpty();
        assertThat(store.again(BATCH, 10)).isEmpty();
    }

    @Test
    void anAttemptIsMadeByOne() throws InterruptedException {
        stopped();
        List<Boolean> claims = Collections.synchronizedList(new ArrayList<>());
        DueDelivery due = due().get(0);
        List<Thread> servers = IntStream.range(0, 6)
                .mapToObj(i -> new Thread(() -> claims.add(store.claim(due, LEASE, DAY))))
                .toList();
        servers.forEach(Thread::start);
        for (Thread server : servers) {
            server.join();
        }
        assertThat(claims).hasSize(6).containsOnlyOnce(true);
        assertThat(due()).isEmpty();
        assertThat(delivery().attempts()).hasSize(1);
    }

    @Test
    void aLostAttemptIsMadeAgainWhenItsLeaseIsOver() {
        stopped();
        DueDelivery lost = claimed();
        batches.passTime(LEASE.minusSeconds(5));
        assertThat(due()).isEmpty();
        batches.passTime(Duration.ofSeconds(6));
        DueDelivery second = claimed();
        assertThat(second.attempt()).isEqualTo(2);

        assertThat(store.record(lost, BROKEN, TOOK, OVER)).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(store.record(second, NO_CONTENT, TOOK, DELIVERED)).contains(DeliveryState.SUCCESS);
        assertThat(delivery().attempts()).extracting(Delivery.Attempt::status).containsExactly(500, 204);
    }

    @Test
    void whatHasEndedIsDueNoMore() {
        for (Verdict end : List.of(DELIVERED, OVER)) {
            open();
            stopped();
            assertThat(store.record(claimed(), NO_CONTENT, TOOK, end)).contains(end.state());
            batches.passTime(DAY);
            assertThat(due()).isEmpty();
            assertThat(delivery().state()).isEqualTo(end.state());
            assertThat(delivery().ended()).isNotNull();
        }
    }

    @Test
    void anotherAttemptIsDueAfterItsPause() {
        stopped();
        assertThat(store.record(claimed(), Reply.none("away"), TOOK, again(Duration.ofSeconds(60))))
                .contains(DeliveryState.QUEUED);
        batches.passTime(Duration.ofSeconds(55));
        assertThat(due()).isEmpty();
        batches.passTime(Duration.ofSeconds(6));
        assertThat(claimed().attempt()).isEqualTo(2);
        assertThat(delivery().attempts().get(0))
                .satisfies(first -> assertThat(first.error()).isEqualTo("away"))
                .satisfies(first -> assertThat(first.millis()).isEqualTo(12));
    }

    @Test
    void whatWouldBeTooLateIsGivenUp() {
        stopped();
        DueDelivery first = claimed();
        batches.passTime(DAY.minusSeconds(60));
        assertThat(store.record(first, BROKEN, TOOK, again(Duration.ofSeconds(50))))
                .contains(DeliveryState.QUEUED);
        batches.passTime(Duration.ofSeconds(51));
        assertThat(store.record(claimed(), BROKEN, TOOK, again(Duration.ofSeconds(50))))
                .contains(DeliveryState.FAILURE);
        assertThat(delivery().ended()).isNotNull();
        batches.passTime(DAY);
        assertThat(due()).isEmpty();
    }

    @Test
    void whoAsksIsToldOnceMoreAndHasADayForIt() {
        stopped();
        assertThat(store.again(BATCH, 3)).as("the first is still to be made").isEmpty();
        store.record(claimed(), BROKEN, TOOK, OVER);

        assertThat(store.again(BATCH, 3)).contains(new DeliveryId(BATCH, 2));
        assertThat(store.again(BATCH, 3)).as("the second is still to be made").isEmpty();
        batches.passTime(DAY.multipliedBy(2));
        assertThat(store.record(claimed(), BROKEN, TOOK, again(Duration.ofSeconds(50))))
                .contains(DeliveryState.QUEUED);
        batches.passTime(Duration.ofSeconds(51));
        store.record(claimed(), NO_CONTENT, TOOK, DELIVERED);

        assertThat(store.again(BATCH, 3)).contains(new DeliveryId(BATCH, 3));
        store.record(claimed(), NO_CONTENT, TOOK, DELIVERED);
        assertThat(store.again(BATCH, 3)).as("as many as there may be").isEmpty();
        assertThat(store.of(BATCH))
                .extracting(Delivery::state)
                .containsExactly(DeliveryState.FAILURE, DeliveryState.SUCCESS, DeliveryState.SUCCESS);
    }

    @Test
    void ofTwoWhoAskAtTheSameTimeOneIsHeard() throws InterruptedException {
        stopped();
        store.record(claimed(), BROKEN, TOOK, OVER);
        List<Boolean> heard = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, 6)
                .mapToObj(
                        i -> new Thread(() -> heard.add(store.again(BATCH, 100).isPresent())))
                .toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(heard).hasSize(6).containsOnlyOnce(true);
        assertThat(store.of(BATCH)).hasSize(2);
    }

    @Test
    void tenantsTakeTurns() {
        for (int i = 0; i < 9; i++) {
            BatchId batch = new BatchId("qrb_0000000000000000000" + i);
            batches.submit(batch, i < 7 ? "acme" : "globex", CALLBACK);
            batches.stop(batch);
        }
        assertThat(store.due(3, 100))
                .extracting(DueDelivery::tenant)
                .containsExactlyInAnyOrder("acme", "acme", "acme", "globex", "globex");
        assertThat(store.due(3, 2)).extracting(DueDelivery::tenant).containsExactlyInAnyOrder("acme", "globex");
    }

    @Test
    void aBatchTakesItsDeliveriesWithIt() {
        stopped();
        DueDelivery due = claimed();
        batches.remove(BATCH);
        assertThat(store.of(BATCH)).isEmpty();
        assertThat(store.record(due, NO_CONTENT, TOOK, DELIVERED)).isEmpty();
        assertThat(batches.count("delivery_attempt")).isZero();
    }
}
