package io.querybatch.planning;

/**
 * How much one batch may ask (contract A4).
 *
 * @param items most entries of {@code queries}
 * @param queries most queries after splitting
 * @param fields most fields of one query
 * @param accounts most accounts of one query before splitting
 */
public record PlanningLimits(int items, int queries, int fields, int accounts) {}
