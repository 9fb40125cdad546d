package io.querybatch.connectors;

import io.querybatch.hosts.ForHosts;
import io.querybatch.query.QuerySpec;
import java.time.Duration;

/**
 * One query for a data source that computes by itself.
 *
 * @param spec what it asks, every name, list and date resolved
 * @param timeout longest time it may run, more than zero
 */
@ForHosts(since = "0.1")
public record RemoteQuery(QuerySpec spec, Duration timeout) {}
