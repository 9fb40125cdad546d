package io.querybatch.metrics;

import java.time.Duration;

/**
 * What waits and runs of a tenant and a data source, on all servers.
 *
 * @param tenant whose
 * @param dataSource of the batches; several, by commas, if a batch has several
 * @param queued queries that wait
 * @param running queries that run
 * @param oldest how long ago the oldest batch that has not ended was submitted
 */
record Backlog(String tenant, String dataSource, long queued, long running, Duration oldest) {}
