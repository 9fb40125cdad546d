package io.querybatch.results;

import io.querybatch.hosts.ForHosts;

/**
 * A column of a result, as it was when the query ran.
 *
 * @param fieldId the field in the catalog
 * @param name display name, the header of the column
 * @param kind {@code dim} or {@code met}
 * @param dataType one of the contract's data types (B §4.5)
 */
@ForHosts(since = "0.1")
public record ResultColumn(String fieldId, String name, String kind, String dataType) {}
