package io.querybatch.execution;

import io.querybatch.answers.FilterSplit;
import io.querybatch.catalog.Catalog;
import io.querybatch.catalog.DataSource;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The data source of a query, as it is now: the catalog may have changed since the query was accepted. */
final class AskedSource {

    private AskedSource() {}

    /**
     * Looks up the source and everything that the query names of it.
     *
     * @throws ScanException if any of it is no longer there
     */
    static DataSource of(QuerySpec spec, Catalog catalog) throws ScanException {
        DataSource source = catalog.source(spec.dataSource())
                .orElseThrow(() -> unavailable(
                        ErrorCode.QUERY_SOURCE_UNAVAILABLE, "The data source is no longer in the catalog."));
        for (String name : names(spec)) {
            if (source.definition().field(name).isEmpty()) {
                throw unavailable(
                        ErrorCode.QUERY_FIELD_UNAVAILABLE, "Field \"" + name + "\" is no longer in the catalog.");
            }
        }
        return source;
    }

    private static Set<String> names(QuerySpec spec) {
        Set<String> names = spec.fields().stream().map(FieldRef::id).collect(Collectors.toCollection(HashSet::new));
        FilterSplit.comparisons(spec.filter()).forEach(comparison -> names.add(comparison.field()));
        spec.selection().orderRows().forEach(order -> names.add(order.field()));
        spec.selection().orderColumns().forEach(order -> names.add(order.field()));
        return names;
    }

    private static ScanException unavailable(ErrorCode code, String description) {
        return ScanException.of(code, description, null);
    }
}
