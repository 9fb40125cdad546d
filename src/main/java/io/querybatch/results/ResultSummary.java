package io.querybatch.results;

/**
 * What a finished result measures.
 *
 * @param rows data rows, without the header
 * @param columns number of columns
 * @param bytes size of the encoded rows in bytes
 */
public record ResultSummary(long rows, int columns, long bytes) {}
