package io.querybatch.webhooks;

import io.querybatch.query.BatchId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the attempts of deliveries: what is told is put together, signed, sent, and its end recorded. */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class.getName());

    private final DeliveryStore store;
    private final Bodies bodies;
    private final WebhookConfig config;
    private final Courier courier;
    private final Pauses pauses;
    private final Clock clock;

    Attempts(DeliveryStore store, Bodies bodies, WebhookConfig config, Courier courier, Pauses pauses, Clock clock) {
        this.store = store;
        this.bodies = bodies;
        this.config = config;
        this.courier = courier;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Knows what is told of batches. */
    interface Bodies {

        /** What is told of a stopped batch, as JSON; empty if it is gone. */
        Optional<String> of(String tenant, BatchId batch, String base);
    }

    /** Makes an attempt that was claimed. If its end cannot be recorded the lease ends it, and it is made again. */
    void make(DueDelivery due) {
        try {
            bodies.of(due.tenant(), due.id().batch(), due.base()).ifPresent(body -> {
                long began = System.nanoTime();
                Reply reply = call(due, body.getBytes(StandardCharsets.UTF_8));
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                record(due, reply, took);
            });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.id() + ": an attempt failed here; it is made again");
        }
    }

    private Reply call(DueDelivery due, byte[] body) {
        Optional<WebhookSecret> secret =
                config.secrets().open(due.callback().secret()).flatMap(WebhookSecret::parse);
        if (secret.isEmpty()) {
            return Reply.none("The secret was kept under another key of the server.");
        }
        // What was allowed at its submission need not be any more.
        if (config.urls().wrong(due.callback().url()).isPresent()) {
            return Reply.none("The URL is none that this server may call.");
        }
        long seconds = clock.instant().getEpochSecond();
        String id = due.id().webhookId();
        Map<String, String> headers = Map.of(
                "webhook-id", id,
                "webhook-timestamp", String.valueOf(seconds),
                "webhook-signature", Signature.of(secret.get(), id, seconds, body));
        return courier.post(URI.create(due.callback().url()), headers, body);
    }

    private void record(DueDelivery due, Reply reply, Duration took) {
        Verdict verdict = Verdict.of(reply, due.attempt(), pauses);
        boolean givenUp = store.record(due, reply, took, verdict)
                .filter(DeliveryState.FAILURE::equals)
                .isPresent();
        if (givenUp) {
            LOG.warning(() -> due.id() + ": given up; attempts: " + due.attempt());
        }
    }
}
