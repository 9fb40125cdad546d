package io.querybatch.batches;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/** What a batch status says of the whole batch, not of its page (contract B §2.3). */
@JsonbPropertyOrder({"requestId", "statusCode", "outcome", "progress", "eta", "cursor", "paginate"})
public record StatusMeta(
        String requestId,
        BatchState statusCode,
        String outcome,
        Progress progress,
        Eta eta,
        String cursor,
        Paginate paginate) {

    /** Which stretch of the queries this is, and how many there are; {@code offset} and {@code total} not of changes. */
    @JsonbPropertyOrder({"offset", "limit", "total"})
    public record Paginate(Integer offset, int limit, Integer total) {}
}
