package io.querybatch.batches;

/**
 * As much of a batch as tells whether anything of it has changed.
 *
 * @param change number of its latest change, which grows with every one of it or of a query
 * @param stopped whether it is STOPPED: then hardly anything changes any more
 */
public record Mark(long change, boolean stopped) {}
