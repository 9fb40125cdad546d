package io.querybatch.batches;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** {@code meta} of a batch status (contract B §2.3): about the whole batch, not the page. */
@JsonbPropertyOrder({"requestId", "statusCode", "outcome", "progress", "paginate"})
public record StatusMeta(
        String requestId, BatchState statusCode, String outcome, Progress progress, Paginate paginate) {

    /** Which stretch of the queries this is, and how many there are. */
    @JsonbPropertyOrder({"offset", "limit", "total"})
    public record Paginate(int offset, int limit, int total) {}
}
