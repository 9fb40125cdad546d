package io.querybatch.catalog;

/**
 * A field that a query can ask for.
 *
 * @param id identifier on the wire, unique in its data source
 * @param name display name, the header of its column
 * @param kind dimension or metric
 * @param dataType one of the contract's data types (B §4.5), such as {@code int.number.value}
 * @param sql expression over the source's relation; for a metric an aggregate
 * @param group heading under which a field list shows it; may be empty
 * @param description one or two sentences for people; may be empty
 */
public record FieldDefinition(
        String id, String name, Kind kind, String dataType, String sql, String group, String description) {

    /** Dimensions group the rows, metrics are computed for each group. */
    public enum Kind {
        DIMENSION("dim"),
        METRIC("met");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** {@code dim} or {@code met}, as on the wire and in the catalog files. */
        public String wireName() {
            return wireName;
        }
    }
}
