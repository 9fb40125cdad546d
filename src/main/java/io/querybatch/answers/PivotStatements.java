package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.query.Order;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The two statements of a query whose dimensions partly become columns: first which columns there are, then the cells, all
 * cells of a row one after the other. Rows and columns are ordered and limited by their own totals.
 */
final class PivotStatements {

    /** Number of the row, the first column of a cell. */
    private static final Field<Long> PLACE = DSL.field("place", Long.class);

    private final QuerySpec spec;
    private final QueryFields fields;
    private final SelectParts parts;

    PivotStatements(QuerySpec spec, QueryFields fields, SelectParts parts) {
        this.spec = spec;
        this.fields = fields;
        this.parts = parts;
    }

    /** The values that become columns, in their order. */
    Query columns() {
        List<SelectField<?>> columns = new ArrayList<>();
        fields.columns()
                .forEach(field -> columns.add(parts.fieldSql().expression(field).as("k" + columns.size())));
        return parts.grouped(columns, fields.columns(), spec.dates())
                .orderBy(parts.order(spec.selection().orderColumns(), fields.columns(), parts.fieldSql()::expression))
                .limit(spec.selection().maxColumns());
    }

    /** Place of the row, its dimensions, the column's dimensions, the metrics. */
    Query cells() {
        List<FieldDefinition> dimensions = new ArrayList<>(fields.rows());
        dimensions.addAll(fields.columns());
        List<SelectField<?>> columns = named("r", fields.rows());
        columns.addAll(named("k", fields.columns()));
        columns.addAll(named("m", fields.metrics()));
        var cells = parts.grouped(columns, dimensions, spec.dates())
                .having(parts.having(dimensions, parts.fieldSql()::expression));
        if (fields.rows().isEmpty()) {
            List<SelectField<?>> all = new ArrayList<>();
            all.add(DSL.inline(1L).as("place"));
            all.add(DSL.field("cells.*"));
            return parts.context().select(all).from(DSL.table("({0})", cells).as("cells"));
        }
        return parts.context()
                .select(PLACE, DSL.field("cells.*"))
                .from(DSL.table("({0})", cells).as("cells"))
                .join(rows())
                .on(sameRow())
                .orderBy(PLACE);
    }

    /** The rows that are returned, numbered. */
    private Table<?> rows() {
        List<Order> orders = spec.selection().orderRows();
        List<SelectField<?>> columns = named("t", fields.rows());
        columns.add(DSL.rowNumber()
                .over()
                .orderBy(parts.order(orders, fields.rows(), parts.fieldSql()::expression))
                .as("place"));
        var numbered = parts.grouped(columns, fields.rows(), spec.dates());
        long first = spec.selection().offset();
        var page = parts.context()
                .select(DSL.asterisk())
                .from(DSL.table("({0})", numbered).as("numbered"))
                .where(PLACE.gt(first).and(PLACE.le(first + spec.selection().maxRows())));
        return DSL.table("({0})", page).as("totals");
    }

    private Condition sameRow() {
        List<Condition> same = new ArrayList<>();
        for (int i = 0; i < fields.rows().size(); i++) {
            same.add(DSL.field("cells.r" + i, Object.class).isNotDistinctFrom(DSL.field("totals.t" + i, Object.class)));
        }
        return DSL.and(same);
    }

    private List<SelectField<?>> named(String prefix, List<FieldDefinition> fields) {
        List<SelectField<?>> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(parts.fieldSql().expression(fields.get(i)).as(prefix + i));
        }
        return columns;
    }
}
