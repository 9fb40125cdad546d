package io.querybatch.answers;

import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.SelectField;

/**
 * The plain case: one statement whose rows are the result, with the fields in the order asked for. Queries of a batch that differ in
 * accounts and dates differ only in what is bound, and a statement takes longer to write than many take to run: so it is kept.
 */
final class RowsStatement {

    private static final int MOST_KEPT = 256;

    /** Who names more accounts and dates has a statement of its own: it would be long, and seldom come twice. */
    private static final int MOST_VALUES = 50;

    private static final Map<Form, Kept> KEPT = Collections.synchronizedMap(new Latest());

    private RowsStatement() {}

    /** What a statement is made of; the accounts count by their number, the dates by whether there are any. */
    private record Form(String sourceVersion, SQLDialect dialect, QuerySpec query, int accounts) {}

    /** {@code values} are those behind accounts and dates. */
    private record Kept(String sql, List<Object> values) {

        SqlStatement with(List<Object> scope) {
            List<Object> all = new ArrayList<>(scope);
            all.addAll(values);
            return new SqlStatement(sql, all);
        }
    }

    /** The forms that were asked for last. */
    private static final class Latest extends LinkedHashMap<Form, Kept> {

        private static final long serialVersionUID = 1;

        private Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Form, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    }

    static SqlStatement of(QuerySpec spec, DataSource source, QueryFields fields, SelectParts parts) {
        List<Object> scope = parts.scopeValues();
        if (scope.size() > MOST_VALUES || parts.dependsOnData()) {
            return SqlStatement.of(rows(spec, fields, parts));
        }
        Form form = new Form(
                source.version(),
                parts.context().dialect(),
                spec.kind().form(),
                spec.accounts().size());
        Kept kept = KEPT.get(form);
        if (kept != null) {
            return kept.with(scope);
        }
        SqlStatement written = SqlStatement.of(rows(spec, fields, parts));
        if (written.values().stream().limit(scope.size()).toList().equals(scope)) {
            KEPT.put(
                    form,
                    new Kept(
                            written.sql(),
                            written.values().stream().skip(scope.size()).toList()));
        }
        return written;
    }

    private static Query rows(QuerySpec spec, QueryFields fields, SelectParts parts) {
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
