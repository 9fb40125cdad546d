package io.querybatch.webhooks;

import io.querybatch.batches.BatchViews;
import io.querybatch.http.JsonbResolver;
import io.querybatch.http.Links;
import io.querybatch.query.BatchId;
import jakarta.json.bind.Jsonb;
import java.util.Optional;

/** What is told of batches, as JSON. */
final class EventBodies implements Attempts.Bodies {

    /** Made by the first call: while a server deploys, a thread may not find what JSON is written with. */
    private static final class Writer {
        private static final Jsonb JSON = new JsonbResolver().getContext(StoppedEvent.class);
    }

    private final BatchViews batches;

    EventBodies(BatchViews batches) {
        this.batches = batches;
    }

    /** Links are relative if nobody has said how he reaches this server. */
    @Override
    public Optional<String> of(String tenant, BatchId batch, String base) {
        return batches.of(tenant, batch, Links.at(base == null ? "" : base))
                .map(StoppedEvent::of)
                .map(Writer.JSON::toJson);
    }
}
