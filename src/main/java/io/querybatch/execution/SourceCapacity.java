package io.querybatch.execution;

/**
 * What a data source can take on this node.
 *
 * @param concurrency most scans at once
 * @param width most queries that one scan answers; 1 if its engine cannot answer several at once
 */
record SourceCapacity(int concurrency, int width) {}
