package io.querybatch.webhooks;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;

/** A delivery on the wire. */
@JsonbPropertyOrder({
    "type",
    "deliveryId",
    "webhookId",
    "event",
    "statusCode",
    "createdTime",
    "nextAttemptTime",
    "endTime",
    "attempts"
})
public record DeliveryView(
        @JsonbProperty("@type") String type,
        String deliveryId,
        String webhookId,
        String event,
        DeliveryState statusCode,
        Instant createdTime,
        @JsonbProperty(nillable = true) Instant nextAttemptTime,
        @JsonbProperty(nillable = true) Instant endTime,
        List<AttemptView> attempts) {

    private static final String LOST = "The server was lost while it called.";

    /** An attempt on the wire. */
    @JsonbPropertyOrder({"attempt", "startTime", "durationMs", "status", "error"})
    public record AttemptView(int attempt, Instant startTime, Long durationMs, Integer status, String error) {

        private static AttemptView of(Delivery.Attempt attempt, boolean underWay) {
            boolean lost = !attempt.isRecorded() && !underWay;
            return new AttemptView(
                    attempt.number(),
                    attempt.started(),
                    attempt.millis(),
                    attempt.status(),
                    lost ? LOST : attempt.error());
        }
    }

    /** {@code stopped} is whether the batch has; without that nothing is due. */
    static DeliveryView of(Delivery delivery, boolean stopped) {
        boolean queued = delivery.state() == DeliveryState.QUEUED;
        List<Delivery.Attempt> attempts = delivery.attempts();
        Delivery.Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        boolean underWay = queued && last != null && !last.isRecorded();
        int current = underWay ? last.number() : 0;
        return new DeliveryView(
                "delivery",
                delivery.id().toString(),
                delivery.id().webhookId(),
                StoppedEvent.TYPE,
                delivery.state(),
                delivery.created(),
                queued && stopped && !underWay ? delivery.due() : null,
                delivery.ended(),
                attempts.stream()
                        .map(attempt -> AttemptView.of(attempt, attempt.number() == current))
                        .toList());
    }
}
