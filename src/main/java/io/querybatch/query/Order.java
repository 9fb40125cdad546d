package io.querybatch.query;

/**
 * One criterion of an ordering.
 *
 * @param field field id
 * @param descending whether the greatest comes first
 */
public record Order(String field, boolean descending) {}
