package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * A batch that has queries waiting.
 *
 * @param batch the batch
 * @param tenant whose it is
 * @param free how many more of its queries may run at once, at least 1
 * @param dataSource data source of its next query
 */
public record Candidate(BatchId batch, String tenant, int free, String dataSource) {}
