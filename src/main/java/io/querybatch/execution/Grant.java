package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * Leave to claim.
 *
 * @param batch from which batch
 * @param tenant whose it is
 * @param dataSource only queries of this data source
 * @param amount most queries to claim, at least 1
 */
public record Grant(BatchId batch, String tenant, String dataSource, int amount) {}
