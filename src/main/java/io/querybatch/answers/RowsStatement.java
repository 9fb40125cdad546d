package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Query;
import org.jooq.SelectField;

/** The plain case: one statement whose rows are the result, with the fields in the order asked for. */
final class RowsStatement {

    private RowsStatement() {}

    static Query of(QuerySpec spec, QueryFields fields, SelectParts parts) {
        List<SelectField<?>> columns = new ArrayList<>();
        for (FieldDefinition field : fields.requested()) {
            // The expression is repeated instead of naming the column: two fields may have the same alias elsewhere.
            columns.add(parts.fieldSql().expression(field).as("c" + columns.size()));
        }
        var rows = parts.grouped(columns, fields.rows(), spec.dates())
                .having(parts.having(fields.rows(), parts.fieldSql()::expression))
                .orderBy(parts.order(spec.selection().orderRows(), fields.rows(), parts.fieldSql()::expression));
        return SelectParts.limited(rows, spec.selection());
    }
}
