package io.querybatch.catalog;

import java.time.Duration;

/**
 * What one data source bears.
 *
 * @param concurrency most queries running against it at once on one server
 * @param maxRows most data rows one query may return
 * @param queryTimeout longest time one query may run
 * @param cacheMinutes how many minutes ago an answer may have been asked for, when the caller does not say; 0: it must be asked
 *     for after the query was accepted
 */
public record SourceLimits(int concurrency, int maxRows, Duration queryTimeout, int cacheMinutes) {

    /** Of a file that says nothing. */
    static final SourceLimits DEFAULT = new SourceLimits(8, 1_000_000, Duration.ofMinutes(10));

    /** Nothing older than the query. */
    public SourceLimits(int concurrency, int maxRows, Duration queryTimeout) {
        this(concurrency, maxRows, queryTimeout, 0);
    }
}
