package io.querybatch.http;

/**
 * Limits on JSON.
 *
 * @param depth most nested objects and arrays
 */
public record JsonLimits(int depth) {}
