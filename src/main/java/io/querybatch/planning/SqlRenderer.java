package io.querybatch.planning;

import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.connectors.Scan;
import io.querybatch.query.QuerySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Renders a query as SQL. What the catalog says is trusted and becomes SQL text; what a caller says is only ever a bind
 * value. Rows come ordered by the dimensions asked for, so the same query gives the same bytes.
 */
public final class SqlRenderer {

    private static final Map<SQLDialect, DSLContext> CONTEXTS = new ConcurrentHashMap<>();

    private SqlRenderer() {}

    /**
     * Renders a query whose fields are all in the catalog.
     *
     * @param spec the query
     * @param source its data source
     * @param dialect dialect of the source's connector
     */
    public static Scan render(QuerySpec spec, DataSource source, SQLDialect dialect) {
        DataSourceDefinition definition = source.definition();
        List<SelectFieldOrAsterisk> columns = new ArrayList<>();
        List<Field<?>> dimensions = new ArrayList<>();
        for (String id : spec.fields()) {
            FieldDefinition field = definition.field(id).orElseThrow();
            // The expression is repeated instead of naming the column: two fields may have the same alias elsewhere.
            Field<Object> expression = DSL.field("(" + field.sql() + ")");
            columns.add(expression.as("c" + columns.size()));
            if (field.kind() == Kind.DIMENSION) {
                dimensions.add(expression);
            }
        }
        var rows = context(dialect)
                .select(columns)
                .from(DSL.table(definition.relation() + " as source"))
                .where(conditions(spec, definition));
        // Without dimensions an aggregate over nothing would be one row of nulls: no rows in, no rows out.
        Query query = dimensions.isEmpty()
                ? rows.having(DSL.count().gt(DSL.inline(0))).limit(spec.maxRows())
                : rows.groupBy(dimensions).orderBy(dimensions).limit(spec.maxRows());
        return new Scan(
                query.getSQL(), query.getBindValues(), definition.limits().queryTimeout());
    }

    private static List<Condition> conditions(QuerySpec spec, DataSourceDefinition definition) {
        List<Condition> conditions = new ArrayList<>();
        if (definition.accountColumn() != null) {
            Field<String> account = DSL.field(definition.accountColumn(), SQLDataType.VARCHAR);
            conditions.add(
                    spec.accounts().size() == 1 ? account.eq(spec.accounts().get(0)) : account.in(spec.accounts()));
        }
        if (spec.dates() != null) {
            conditions.add(DSL.field(definition.dateColumn(), SQLDataType.LOCALDATE)
                    .between(spec.dates().start(), spec.dates().end()));
        }
        return conditions;
    }

    private static DSLContext context(SQLDialect dialect) {
        return CONTEXTS.computeIfAbsent(
                dialect,
                key -> DSL.using(
                        key,
                        new Settings()
                                .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
                                .withRenderFormatted(false)));
    }
}
