package io.querybatch.answers;

import io.querybatch.query.Filter;
import io.querybatch.query.Filter.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A filter in two parts, joined by and: dimensions are filtered before aggregation, metrics after it (contract A8).
 *
 * @param before what only names dimensions; null when nothing does
 * @param after what names a metric, and maybe dimensions beside it; null when nothing does
 */
public record FilterSplit(Filter before, Filter after) {

    /** Splits a filter, or null; {@code isMetric} tells metrics by their ids. */
    public static FilterSplit of(Filter filter, Predicate<String> isMetric) {
        List<Filter> before = new ArrayList<>();
        List<Filter> after = new ArrayList<>();
        for (Filter part : conjuncts(filter)) {
            boolean metric = part.comparisons().stream().map(Comparison::field).anyMatch(isMetric);
            (metric ? after : before).add(part);
        }
        return new FilterSplit(joined(before), joined(after));
    }

    /** Every comparison in a filter, or in null none. */
    public static List<Comparison> comparisons(Filter filter) {
        return filter == null ? List.of() : filter.comparisons();
    }

    private static List<Filter> conjuncts(Filter filter) {
        if (filter == null) {
            return List.of();
        }
        return filter instanceof Filter.And and ? and.parts() : List.of(filter);
    }

    private static Filter joined(List<Filter> parts) {
        return parts.isEmpty() ? null : Filter.allOf(parts);
    }
}
