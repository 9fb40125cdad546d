package io.querybatch.connectors;

import io.querybatch.hosts.ForHosts;

/**
 * The connections to an address. Data sources at the same address share them.
 *
 * @param busy in use
 * @param idle open and free
 * @param most at once
 * @param waiting scans that wait for one
 */
@ForHosts(since = "0.1")
public record PoolUse(int busy, int idle, int most, int waiting) {}
