package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Two periods side by side: each is aggregated by itself, then both are joined on the dimensions by grouping their union,
 * which every engine can. Rows of either period are kept. Filters after aggregation and orders go by the asked period.
 * After each metric asked for comes its value in the other period.
 */
final class ComparisonStatement {

    private static final String ASKED = "0";
    private static final String OTHER = "1";
    private static final Field<Integer> PERIOD = DSL.field("period", Integer.class);

    private final QuerySpec spec;
    private final QueryFields fields;
    private final SelectParts parts;

    /** Columns of the union: every dimension and metric that the statement needs, by field id. */
    private final Map<String, Field<Object>> inner = new LinkedHashMap<>();

    private final List<FieldDefinition> needed;

    private ComparisonStatement(QuerySpec spec, QueryFields fields, SelectParts parts) {
        this.spec = spec;
        this.fields = fields;
        this.parts = parts;
        Set<FieldDefinition> all = new LinkedHashSet<>(fields.rows());
        all.addAll(fields.metrics());
        all.addAll(parts.metricsOf(spec.selection().orderRows()));
        this.needed = List.copyOf(all);
        needed.forEach(field -> inner.put(field.id(), DSL.field("f" + inner.size(), Object.class)));
    }

    static Query of(QuerySpec spec, QueryFields fields, SelectParts parts) {
        return new ComparisonStatement(spec, fields, parts).query();
    }

    private Query query() {
        DateRange other = spec.comparison().against(spec.dates());
        long shift = spec.dates().start().toEpochDay() - other.start().toEpochDay();
        Select<?> both = period(ASKED, spec.dates(), 0).unionAll(typed(period(OTHER, other, shift)));
        Table<?> union = DSL.table("({0})", both).as("periods");
        List<SelectField<?>> columns = new ArrayList<>();
        for (FieldDefinition field : fields.requested()) {
            columns.add(outer(field).as("c" + columns.size()));
            if (field.kind() == Kind.METRIC) {
                columns.add(in(OTHER, field).as("c" + columns.size()));
            }
        }
        var rows = parts.context().select(columns).from(union);
        var grouped = fields.rows().isEmpty()
                ? rows
                : rows.groupBy(fields.rows().stream()
                        .map(field -> inner.get(field.id()))
                        .toList());
        var ordered = grouped.having(parts.having(fields.rows(), this::outer))
                .orderBy(parts.order(spec.selection().orderRows(), fields.rows(), this::outer));
        return SelectParts.limited(ordered, spec.selection());
    }

    @SuppressWarnings("unchecked") // Both have the same columns; their types are not known here.
    private static Select<Record> typed(Select<?> select) {
        return (Select<Record>) select;
    }

    @SuppressWarnings("unchecked")
    private Select<Record> period(String period, DateRange dates, long shift) {
        List<SelectField<?>> columns = new ArrayList<>();
        columns.add(DSL.field(period, Integer.class).as("period"));
        for (FieldDefinition field : needed) {
            columns.add(shifted(field, shift).as(inner.get(field.id()).getName()));
        }
        return (Select<Record>) parts.grouped(columns, fields.rows(), dates)
                .having(fields.rows().isEmpty() ? DSL.count().gt(DSL.inline(0)) : DSL.noCondition());
    }

    /** Days are compared with the days at the same place in the other period. */
    private Field<?> shifted(FieldDefinition field, long days) {
        Field<Object> expression = parts.fieldSql().expression(field);
        if (!field.dataType().equals("string.time.date")) {
            return expression;
        }
        Field<LocalDate> date = expression.cast(SQLDataType.LOCALDATE);
        return days == 0 ? date : parts.fieldSql().plusDays(date, Math.toIntExact(days));
    }

    private Field<?> outer(FieldDefinition field) {
        return field.kind() == Kind.METRIC ? in(ASKED, field) : inner.get(field.id());
    }

    private Field<Object> in(String period, FieldDefinition metric) {
        return DSL.max(DSL.when(PERIOD.eq(DSL.field(period, Integer.class)), inner.get(metric.id())));
    }
}
