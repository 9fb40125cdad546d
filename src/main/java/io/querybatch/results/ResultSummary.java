package io.querybatch.results;

import io.querybatch.hosts.ForHosts;

/**
 * What a finished result measures.
 *
 * @param rows data rows, without the header
 * @param columns number of columns
 * @param bytes size of the encoded rows in bytes
 */
@ForHosts(since = "0.1")
public record ResultSummary(long rows, int columns, long bytes) {}
