package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * Leave to claim.
 *
 * @param batch from which batch
 * @param tenant whose it is
 * @param dataSource only queries of this data source
 * @param amount most scans to claim queries for, at least 1
 * @param width most queries that one scan answers, at least 1
 */
public record Grant(BatchId batch, String tenant, String dataSource, int amount, int width) {

    /** Leave to claim so many queries, each for a scan of its own. */
    public Grant(BatchId batch, String tenant, String dataSource, int amount) {
        this(batch, tenant, dataSource, amount, 1);
    }

    /** Leave for at most so many scans. */
    public Grant atMost(int scans) {
        return new Grant(batch, tenant, dataSource, Math.min(amount, scans), width);
    }

    /** Leave to have more queries answered by one scan. */
    Grant ofWidth(int queries) {
        return new Grant(batch, tenant, dataSource, amount, queries);
    }
}
