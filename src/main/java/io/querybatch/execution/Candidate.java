package io.querybatch.execution;

import io.querybatch.query.BatchId;

/**
 * A batch that has queries waiting.
 *
 * @param batch the batch
 * @param tenant whose it is
 * @param tenantRunning scans for the tenant that are running, on all nodes
 * @param interactive whether somebody waits for it: a query alone
 * @param free how many more scans for it may run at once, at least 1
 * @param dataSource data source of its next query
 */
public record Candidate(
        BatchId batch, String tenant, int tenantRunning, boolean interactive, int free, String dataSource) {}
