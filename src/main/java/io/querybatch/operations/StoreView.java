package io.querybatch.operations;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** The store, asked by the answering node. */
@JsonbPropertyOrder({"kind", "version", "schemaVersion", "pingMs"})
public record StoreView(String kind, String version, String schemaVersion, double pingMs) {

    static StoreView of(StoreFacts facts) {
        return new StoreView(
                facts.kind(),
                facts.version(),
                facts.schema(),
                Math.round(facts.ping().toNanos() / 1e4) / 1e2);
    }
}
