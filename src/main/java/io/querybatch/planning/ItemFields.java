package io.querybatch.planning;

import io.querybatch.answers.FilterSplit;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.catalog.SegmentDefinition;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.FieldRef;
import io.querybatch.query.Filter;
import io.querybatch.query.Order;
import io.querybatch.query.PeriodComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks everything in one item that names fields: the fields themselves, filters, segments and orders. */
final class ItemFields {

    private final DataSourceDefinition source;
    private final Findings findings;
    private final Set<String> rowDimensions = new HashSet<>();
    private final Set<String> columnDimensions = new HashSet<>();
    private boolean metrics;

    ItemFields(DataSourceDefinition source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /** Call this first. */
    void checkFields(List<FieldRef> fields, int limit) {
        if (fields.size() > limit) {
            findings.add("/fields", "at most " + limit + " fields");
        }
        for (FieldRef ref : fields) {
            look("/fields", ref.id()).ifPresent(field -> note(ref, field));
        }
        if (!columnDimensions.isEmpty() && !metrics) {
            findings.add("/fields", "columns need a metric to be filled with");
        }
    }

    private void note(FieldRef ref, FieldDefinition field) {
        if (field.kind() == Kind.METRIC) {
            metrics = true;
            if (ref.column()) {
                findings.add("/fields", "metric \"" + ref.id() + "\" cannot be split into columns");
            }
        } else {
            (ref.column() ? columnDimensions : rowDimensions).add(ref.id());
        }
    }

    private Optional<FieldDefinition> look(String member, String id) {
        Optional<FieldDefinition> field = source.field(id);
        if (field.isEmpty()) {
            List<String> known =
                    source.fields().stream().map(FieldDefinition::id).toList();
            findings.unknown(member, "field", id, known, ErrorCode.QUERY_FIELD_UNAVAILABLE);
        }
        return field;
    }

    /** The filter together with those of the segments; null when there is none. */
    Filter filter(Filter filter, List<String> segments) {
        List<Filter> parts = new ArrayList<>();
        for (String id : segments) {
            Optional<SegmentDefinition> segment = source.segment(id);
            segment.map(SegmentDefinition::filter).ifPresent(parts::add);
            if (segment.isEmpty()) {
                findings.unknown(
                        "/ds_segments",
                        "segment",
                        id,
                        source.segments().stream().map(SegmentDefinition::id).toList(),
                        ErrorCode.QUERY_FIELD_UNAVAILABLE);
            }
        }
        if (filter != null && isMeaningful(filter)) {
            parts.add(filter);
        }
        return parts.isEmpty() ? null : Filter.allOf(parts);
    }

    private boolean isMeaningful(Filter filter) {
        int before = findings.count();
        filter.comparisons().forEach(this::checkComparison);
        if (findings.count() == before) {
            checkMixture(FilterSplit.of(filter, this::isMetric).after());
        }
        return findings.count() == before;
    }

    private boolean isMetric(String id) {
        return source.field(id).filter(field -> field.kind() == Kind.METRIC).isPresent();
    }

    private void checkComparison(Filter.Comparison comparison) {
        look("/filter", comparison.field())
                .flatMap(field -> field.problemWith(comparison))
                .ifPresent(problem -> findings.add("/filter", problem));
    }

    /** After aggregation there are only the dimensions that rows are grouped by. */
    private void checkMixture(Filter after) {
        for (Filter.Comparison comparison : FilterSplit.comparisons(after)) {
            String id = comparison.field();
            if (!isMetric(id) && !rowDimensions.contains(id) && !columnDimensions.contains(id)) {
                findings.add(
                        "/filter", "OR can join dimension \"" + id + "\" with a metric only if it is among the fields");
            }
        }
    }

    void checkOrders(List<Order> rows, List<Order> columns) {
        rows.forEach(order -> checkOrder("/order_rows", order, rowDimensions));
        columns.forEach(order -> checkOrder("/order_columns", order, columnDimensions));
    }

    private void checkOrder(String member, Order order, Set<String> dimensions) {
        FieldDefinition field = look(member, order.field()).orElse(null);
        if (field != null && field.kind() == Kind.DIMENSION && !dimensions.contains(field.id())) {
            findings.add(member, "dimension \"" + field.id() + "\" is not among the fields that it could order");
        }
    }

    void checkComparison(PeriodComparison comparison) {
        if (source.isRemote() && !columnDimensions.isEmpty()) {
            findings.add("/fields", "this data source does not split fields into columns");
        }
        if (comparison == null) {
            return;
        }
        if (source.isRemote()) {
            findings.add("/compare_type", "this data source does not compare periods");
        }
        if (!columnDimensions.isEmpty()) {
            findings.add("/compare_type", "cannot be combined with fields that are split into columns");
        }
        if (!metrics) {
            findings.add("/compare_type", "needs a metric to compare");
        }
        for (String id : rowDimensions) {
            String type = source.field(id).orElseThrow().dataType();
            if (type.startsWith("string.time.") && !type.equals("string.time.date")) {
                findings.add("/compare_type", "field \"" + id + "\" has no counterpart in the other period");
            }
        }
    }
}
