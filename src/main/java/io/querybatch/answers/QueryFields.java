package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.query.FieldRef;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a query by their parts in it.
 *
 * @param requested all, in the order asked for
 * @param rows dimensions whose values are in rows
 * @param columns dimensions whose values become columns
 * @param metrics the metrics
 */
record QueryFields(
        List<FieldDefinition> requested,
        List<FieldDefinition> rows,
        List<FieldDefinition> columns,
        List<FieldDefinition> metrics) {

    /** Looks the fields up; all of them must be in the catalog. */
    static QueryFields of(QuerySpec spec, DataSourceDefinition definition) {
        List<FieldDefinition> requested = new ArrayList<>();
        List<FieldDefinition> rows = new ArrayList<>();
        List<FieldDefinition> columns = new ArrayList<>();
        List<FieldDefinition> metrics = new ArrayList<>();
        for (FieldRef ref : spec.fields()) {
            FieldDefinition field = definition.field(ref.id()).orElseThrow();
            requested.add(field);
            if (field.kind() == Kind.METRIC) {
                metrics.add(field);
            } else {
                (ref.column() ? columns : rows).add(field);
            }
        }
        return new QueryFields(requested, rows, columns, metrics);
    }
}
