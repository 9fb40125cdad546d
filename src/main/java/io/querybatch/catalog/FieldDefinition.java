package io.querybatch.catalog;

import io.querybatch.hosts.ForHosts;
import io.querybatch.hosts.Internal;
import io.querybatch.query.Filter;
import java.util.Optional;
import java.util.regex.Pattern;

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
@ForHosts(since = "0.1")
public record FieldDefinition(
        String id, String name, Kind kind, String dataType, String sql, String group, String description) {

    /** Short enough for every engine. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,15})?");

    /** Whether its values are numbers, by its data type. */
    public boolean isNumber() {
        return dataType.startsWith("int.") || dataType.startsWith("float.");
    }

    /** Why a comparison of this field cannot mean anything; empty if it can. */
    @Internal
    public Optional<String> problemWith(Filter.Comparison comparison) {
        if (!isNumber()) {
            return Optional.empty();
        }
        return switch (comparison.operator()) {
            case CONTAINS, CONTAINS_NOT, MATCHES, MATCHES_NOT ->
                Optional.of(
                        "\"" + id + "\" is a number; " + comparison.operator().symbol() + " is for text");
            default ->
                NUMBER.matcher(comparison.value()).matches()
                        ? Optional.empty()
                        : Optional.of("\"" + id + "\" is a number; \"" + comparison.value() + "\" is not");
        };
    }

    /** Dimensions group the rows, metrics are computed for each group. */
    @ForHosts(since = "0.1")
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
