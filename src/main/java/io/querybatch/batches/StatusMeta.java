package io.querybatch.batches;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** {@code meta} of a batch status (contract B §2.3): about the whole batch, not the page. */
@JsonbPropertyOrder({"requestId", "statusCode", "outcome", "progress", "eta", "cursor", "paginate"})
public record StatusMeta(
        String requestId,
        BatchState statusCode,
        String outcome,
        Progress progress,
        @JsonbProperty(nillable = true) Eta eta,
        String cursor,
        Paginate paginate) {

    /** Which stretch of the queries this is, and how many there are; {@code offset} and {@code total} not of changes. */
    @JsonbPropertyOrder({"offset", "limit", "total"})
    public record Paginate(Integer offset, int limit, Integer total) {}
}
