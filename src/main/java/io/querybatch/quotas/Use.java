package io.querybatch.quotas;

import java.util.Map;

/**
 * What a tenant, or several of them, did within a time.
 *
 * @param queries that were submitted
 * @param rows of results
 * @param bytes of results
 */
public record Use(long queries, long rows, long bytes) {

    /** Nothing. */
    public static final Use NONE = new Use(0, 0, 0);

    /** Both together. */
    public Use and(Use more) {
        return new Use(queries + more.queries, rows + more.rows, bytes + more.bytes);
    }

    /**
     * Where a tenant stands.
     *
     * @param today since midnight
     * @param month since the first of the month, today among it
     * @param openBatches batches that have not ended
     * @param openQueries single queries that have not ended
     */
    public record Standing(Use today, Use month, int openBatches, int openQueries) {

        /** How much is used of everything; what is stored others know. */
        Map<Quota, Long> used(long storedBytes) {
            return Map.of(
                    Quota.QUERIES_PER_DAY,
                    today.queries(),
                    Quota.ROWS_PER_MONTH,
                    month.rows(),
                    Quota.BYTES_PER_MONTH,
                    month.bytes(),
                    Quota.OPEN_BATCHES,
                    (long) openBatches,
                    Quota.OPEN_QUERIES,
                    (long) openQueries,
                    Quota.STORED_BYTES,
                    storedBytes);
        }
    }
}
