package io.querybatch.client;

import java.util.List;

/**
 * The state of a batch and some of its queries.
 *
 * @param meta about the whole batch
 * @param data the queries
 */
public record StatusPage(Meta meta, List<BatchQuery> data) {

    /** {@code cursor} is what {@code since} wants to hear only of later changes; {@code eta} may be null. */
    public record Meta(
            String requestId,
            String statusCode,
            String outcome,
            Progress progress,
            Eta eta,
            String cursor,
            Paginate paginate) {}

    /** Which stretch of the queries this is, and how many there are. */
    public record Paginate(int offset, int limit, int total) {}

    /** Whether nothing of the batch will run any more. */
    public boolean hasStopped() {
        return "STOPPED".equals(meta.statusCode());
    }

    /** Queries by state. */
    public Progress progress() {
        return meta.progress();
    }
}
