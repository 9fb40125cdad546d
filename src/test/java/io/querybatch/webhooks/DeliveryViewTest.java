package io.querybatch.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.http.JsonbResolver;
import io.querybatch.query.BatchId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries as they are told. */
class DeliveryViewTest {

    private static final DeliveryId ID = new DeliveryId(new BatchId("qrb_0123456789abcdef0123"), 2);
    private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant DUE = CREATED.plusSeconds(60);

    private static DeliveryView queued(boolean stopped, Delivery.Attempt... attempts) {
        return DeliveryView.of(new Delivery(ID, DeliveryState.QUEUED, CREATED, DUE, null, List.of(attempts)), stopped);
    }

    @Test
    void sayWhenTheNextAttemptIs() {
        assertThat(queued(false).nextAttemptTime()).as("the batch runs").isNull();
        assertThat(queued(true).nextAttemptTime()).isEqualTo(DUE);
        assertThat(queued(true, new Delivery.Attempt(1, CREATED, 5L, 500, null)).nextAttemptTime())
                .isEqualTo(DUE);
        assertThat(queued(true, new Delivery.Attempt(1, CREATED, null, null, null))
                        .nextAttemptTime())
                .as("it is under way")
                .isNull();
    }

    @Test
    void haveWhatApplies() {
        Delivery delivery = new Delivery(
                ID,
                DeliveryState.SUCCESS,
                CREATED,
                DUE,
                DUE,
                List.of(
                        new Delivery.Attempt(1, CREATED, 5L, null, "Away."),
                        new Delivery.Attempt(2, CREATED, 6L, 204, null)));
        assertThat(new JsonbResolver().getContext(DeliveryView.class).toJson(DeliveryView.of(delivery, true)))
                .isEqualTo(
                        "{\"@type\":\"delivery\",\"delivery_id\":\"qrb_0123456789abcdef0123_delivery_2\","
                                + "\"webhook_id\":\"msg_0123456789abcdef0123\",\"event\":\"batch.stopped\",\"status_code\":\"SUCCESS\","
                                + "\"created_time\":\"2026-01-31T12:00:00.000Z\",\"next_attempt_time\":null,"
                                + "\"end_time\":\"2026-01-31T12:01:00.000Z\",\"attempts\":["
                                + "{\"attempt\":1,\"start_time\":\"2026-01-31T12:00:00.000Z\",\"duration_ms\":5,\"error\":\"Away.\"},"
                                + "{\"attempt\":2,\"start_time\":\"2026-01-31T12:00:00.000Z\",\"duration_ms\":6,\"status\":204}]}");
    }

    @Test
    void idsAreReadStrictly() {
        assertThat(DeliveryId.parse(ID.toString())).contains(ID);
        for (String text :
                List.of("", "2", "qrb_0123456789abcdef0123_delivery_0", "qrb_0123456789abcdef0123_query_1")) {
            assertThat(DeliveryId.parse(text)).as(text).isEmpty();
        }
    }
}
