package io.querybatch.http;

/**
 * Limits on requests.
 *
 * @param bodyBytes most bytes of a body
 */
public record HttpLimits(long bodyBytes) {}
