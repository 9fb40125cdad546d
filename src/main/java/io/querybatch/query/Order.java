package io.querybatch.query;

/**
 * One key rows are sorted by.
 *
 * @param field id of the field, as the caller wrote it or, once resolved, as the catalog spells it
 * @param descending largest first
 */
public record Order(String field, boolean descending) {}
