package io.querybatch.query;

import io.querybatch.hosts.ForHosts;

/**
 * A field asked for.
 *
 * @param id field id, as the catalog spells it
 * @param column whether its values become columns of the result instead of rows (contract B §4.4); dimensions only
 */
@ForHosts(since = "0.1")
public record FieldRef(String id, boolean column) {

    /** The field, its values in rows. */
    public static FieldRef inRows(String id) {
        return new FieldRef(id, false);
    }
}
