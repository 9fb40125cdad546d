package io.querybatch.http;

/**
 * Whether a proxy in front of the server is trusted to say how the caller reached it.
 *
 * @param trusted whether its headers are believed
 */
public record ProxyTrust(boolean trusted) {}
