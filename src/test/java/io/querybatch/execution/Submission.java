package io.querybatch.execution;

import io.querybatch.query.BatchId;
import io.querybatch.query.BatchItem;
import java.util.List;

/**
 * A batch as it is handed to a store under test.
 *
 * @param id the batch
 * @param tenant whose it is
 * @param concurrency most of its queries running at once
 * @param interactive whether somebody waits for it
 * @param timeoutMinutes how long it may take from its first query on
 * @param items its items, in order, all split alike, but for those that could not be planned
 */
public record Submission(
        BatchId id, String tenant, int concurrency, boolean interactive, int timeoutMinutes, List<BatchItem> items) {

    /** How long results are kept after the end. */
    public static final int RETENTION_HOURS = 24;

    /** Number of its queries. */
    public int amount() {
        return Math.toIntExact(items.stream().mapToLong(BatchItem::queryCount).sum());
    }
}
