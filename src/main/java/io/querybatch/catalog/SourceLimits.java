package io.querybatch.catalog;

import java.time.Duration;

/**
 * What one data source bears.
 *
 * @param concurrency most queries running against it at once on one server
 * @param maxRows most data rows one query may return
 * @param queryTimeout longest time one query may run
 */
public record SourceLimits(int concurrency, int maxRows, Duration queryTimeout) {}
