package io.querybatch.http;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * A successful answer: {@code meta} and {@code data} (contract A2).
 *
 * @param meta about the answer
 * @param data the answer
 */
@JsonbPropertyOrder({"meta", "data"})
public record Envelope<M, D>(M meta, D data) {

    /** The least a {@code meta} says. */
    public record Meta(String requestId) {}

    /**
     * About a page of a list.
     *
     * @param requestId id of the request
     * @param cursor where the next page begins; null at the end
     */
    @JsonbPropertyOrder({"requestId", "cursor"})
    public record PageMeta(
            String requestId,
            @JsonbProperty(nillable = true) String cursor) {}
}
