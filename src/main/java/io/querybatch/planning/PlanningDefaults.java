package io.querybatch.planning;

/**
 * What holds for every item of a request that does not say otherwise.
 *
 * @param excludeAccountErrors leave out accounts that cannot be queried instead of refusing the item
 * @param cleanDataTypes cast cells to their declared data types
 * @param maxRows {@code max_rows} when the caller does not say; 0: all
 */
public record PlanningDefaults(boolean excludeAccountErrors, boolean cleanDataTypes, int maxRows) {}
