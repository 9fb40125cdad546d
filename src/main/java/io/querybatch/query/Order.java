package io.querybatch.query;

import io.querybatch.hosts.ForHosts;

/**
 * One key rows are sorted by.
 *
 * @param field id of the field, as the caller wrote it or, once resolved, as the catalog spells it
 * @param descending largest first
 */
@ForHosts(since = "0.1")
public record Order(String field, boolean descending) {}
