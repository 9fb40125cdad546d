package io.querybatch.quotas;

/**
 * What a tenant is about to submit.
 *
 * @param tenant whose it is
 * @param single whether it is a query alone, that somebody waits for
 * @param queries how many there are
 */
public record Submission(String tenant, boolean single, int queries) {}
