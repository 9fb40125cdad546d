package io.querybatch.webhooks;

import io.querybatch.batches.BatchView;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;

/**
 * What a call tells (Standard Webhooks).
 *
 * @param type {@value #TYPE}
 * @param timestamp when the batch stopped
 * @param data the batch, as its caller can see it
 */
@JsonbPropertyOrder({"type", "timestamp", "data"})
public record StoppedEvent(String type, Instant timestamp, BatchView data) {

    /** The only one. */
    static final String TYPE = "batch.stopped";

    static StoppedEvent of(BatchView batch) {
        return new StoppedEvent(TYPE, batch.endTime(), batch);
    }
}
