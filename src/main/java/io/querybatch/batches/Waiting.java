package io.querybatch.batches;

import java.util.Locale;

/**
 * Why a query that is QUEUED does not run (contract A5).
 *
 * @param reason what keeps it, or the queries before it, from starting
 * @param position its place among the tenant's queries that wait, from 1
 */
public record Waiting(Reason reason, long position) {

    /** What keeps queries waiting, in the order in which they are asked. */
    public enum Reason {
        PAUSED,
        RETRY_BACKOFF,
        /** The same is being asked already: its answer will serve this query too. */
        IDENTICAL_QUERY,
        BATCH_CONCURRENCY,
        TENANT_LIMIT,
        SOURCE_LIMIT,
        SERVER_CAPACITY;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
