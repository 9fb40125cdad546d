package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * Leave to claim.
 *
 * @param batch from which batch
 * @param tenant whose it is
 * @param dataSource only queries of this data source
 * @param scans most scans to claim queries for, at least 1
 * @param width most queries that one scan answers, at least 1
 */
public record Grant(BatchId batch, String tenant, String dataSource, int scans, int width) {

    /** Leave to claim so many queries, each for a scan of its own. */
    public Grant(BatchId batch, String tenant, String dataSource, int scans) {
        this(batch, tenant, dataSource, scans, 1);
    }

    /** Leave for at most so many scans. */
    public Grant atMost(int limit) {
        return new Grant(batch, tenant, dataSource, Math.min(scans, limit), width);
    }

    /** Leave to have more queries answered by one scan. */
    Grant ofWidth(int queries) {
        return new Grant(batch, tenant, dataSource, scans, queries);
    }
}
