package io.querybatch.query;

import io.querybatch.hosts.ForHosts;
import java.util.List;
import java.util.stream.Stream;

/** Which rows a query keeps: comparisons, joined by and and or. Equal filters are equal objects. */
@ForHosts(since = "0.1")
public sealed interface Filter permits Filter.And, Filter.Or, Filter.Comparison {

    /** All of {@code parts}, at least one; a single part stays as it is. */
    static Filter allOf(List<Filter> parts) {
        return parts.size() == 1 ? parts.get(0) : new And(parts);
    }

    /** Any of {@code parts}, at least one; a single part stays as it is. */
    static Filter anyOf(List<Filter> parts) {
        return parts.size() == 1 ? parts.get(0) : new Or(parts);
    }

    /**
     * Keeps what every part keeps.
     *
     * @param parts at least two; an {@code And} among them is replaced by its own parts
     */
    @ForHosts(since = "0.1")
    record And(List<Filter> parts) implements Filter {

        public And {
            parts = atLeastTwo(parts.stream()
                    .flatMap(part -> part instanceof And and ? and.parts().stream() : Stream.of(part))
                    .toList());
        }
    }

    /**
     * Keeps what any part keeps.
     *
     * @param parts at least two; an {@code Or} among them is replaced by its own parts
     */
    @ForHosts(since = "0.1")
    record Or(List<Filter> parts) implements Filter {

        public Or {
            parts = atLeastTwo(parts.stream()
                    .flatMap(part -> part instanceof Or or ? or.parts().stream() : Stream.of(part))
                    .toList());
        }
    }

    /**
     * Keeps the rows whose field compares with the value as the operator says.
     *
     * @param field id of the field, as the caller wrote it or, once resolved, as the catalog spells it
     * @param operator how to compare
     * @param value what to compare with, without quotes, may be empty; for {@link Operator#takesRegex} operators the
     *     regular expression as it was written, with its delimiters
     */
    @ForHosts(since = "0.1")
    record Comparison(String field, Operator operator, String value) implements Filter {}

    /** Every comparison in it, from left to right. */
    default List<Comparison> comparisons() {
        if (this instanceof And and) {
            return and.parts().stream()
                    .flatMap(part -> part.comparisons().stream())
                    .toList();
        }
        if (this instanceof Or or) {
            return or.parts().stream()
                    .flatMap(part -> part.comparisons().stream())
                    .toList();
        }
        return List.of((Comparison) this);
    }

    private static List<Filter> atLeastTwo(List<Filter> parts) {
        if (parts.size() < 2) {
            throw new IllegalArgumentException("nothing to join");
        }
        return parts;
    }
}
