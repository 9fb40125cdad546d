package io.querybatch.audit;

/**
 * Who does something.
 *
 * @param tenant his tenant, or null: nobody knows
 * @param subject his name, or null: nobody knows
 * @param address where his request came from, or null: it came from the server itself
 * @param requestId id of the request, or null
 */
public record Actor(String tenant, String subject, String address, String requestId) {}
