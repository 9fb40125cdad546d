package io.querybatch.catalog;

import io.querybatch.query.Filter;

/**
 * A filter with a name, which callers ask for by {@code ds_segments}.
 *
 * @param id identifier on the wire, unique in its data source
 * @param name display name
 * @param filter which rows it keeps; names fields of the same data source
 */
public record SegmentDefinition(String id, String name, Filter filter) {}
