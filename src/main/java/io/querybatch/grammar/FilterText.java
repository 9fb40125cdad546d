package io.querybatch.grammar;

import io.querybatch.query.Filter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Filters as canonical text, to be stored and compared: every value in single quotes, one blank between words, AND and OR
 * in capitals, parentheses only where an OR stands inside an AND. Equal filters have equal text.
 */
public final class FilterText {

    private FilterText() {}

    /**
     * The canonical text of a filter whose field names a caller could have written; it can be longer than what was
     * parsed, and than {@link FilterParser#MAX_LENGTH}.
     */
    public static String write(Filter filter) {
        if (filter instanceof Filter.And and) {
            return join(and.parts(), " AND ");
        }
        if (filter instanceof Filter.Or or) {
            return join(or.parts(), " OR ");
        }
        Filter.Comparison comparison = (Filter.Comparison) filter;
        String value = comparison.value().replace("'", "''");
        return comparison.field() + " " + comparison.operator().symbol() + " '" + value + "'";
    }

    /**
     * Reads back what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the text cannot be ours
     */
    public static Filter read(String canonical) {
        try {
            return FilterParser.parseOfAnyLength(canonical);
        } catch (GrammarException e) {
            throw new IllegalArgumentException("not the canonical text of a filter", e);
        }
    }

    private static String join(List<Filter> parts, String connector) {
        return parts.stream().map(FilterText::part).collect(Collectors.joining(connector));
    }

    /** Inside an OR an AND would need no parentheses; inside an AND an OR does. */
    private static String part(Filter part) {
        return part instanceof Filter.Or ? "(" + write(part) + ")" : write(part);
    }
}
