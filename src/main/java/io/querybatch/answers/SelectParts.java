package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import io.querybatch.query.DateRange;
import io.querybatch.query.Order;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SelectHavingStep;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The parts that all statements of one query are made of: the relation, restricted and grouped. */
final class SelectParts {

    private static final Map<SQLDialect, DSLContext> CONTEXTS = new ConcurrentHashMap<>();

    private final QuerySpec spec;
    private final DataSourceDefinition definition;
    private final DSLContext context;
    private final FieldSql fieldSql;
    private final FilterSql filterSql;
    private final FilterSplit filter;
    private final FilterSql.RegexCondition regex;

    SelectParts(QuerySpec spec, DataSourceDefinition definition, SQLDialect dialect, FilterSql.RegexCondition regex) {
        this.spec = spec;
        this.definition = definition;
        this.context = context(dialect);
        this.fieldSql = new FieldSql(dialect);
        this.filterSql = new FilterSql(fieldSql, this::field, regex);
        this.regex = regex;
        this.filter = FilterSplit.of(spec.filter(), id -> field(id).kind() == Kind.METRIC);
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

    FieldDefinition field(String id) {
        return definition.field(id).orElseThrow();
    }

    FieldSql fieldSql() {
        return fieldSql;
    }

    DSLContext context() {
        return context;
    }

    /** Rows of the relation for the accounts and dates, before any filter. */
    Condition scope(DateRange dates) {
        return DSL.and(ofAccounts(), within(dates));
    }

    /** What the {@link #scope} of the query binds, in order. */
    List<Object> scopeValues() {
        List<Object> values = new ArrayList<>();
        if (definition.accountColumn() != null) {
            values.addAll(spec.accounts());
            values.addAll(fieldSql.comparesLoosely() ? spec.accounts() : List.of());
        }
        if (spec.dates() != null) {
            values.add(spec.dates().start());
            values.add(spec.dates().end());
        }
        return values;
    }

    /** Whether the filter becomes other SQL when the data is other. */
    boolean dependsOnData() {
        return regex.dependsOnData();
    }

    /** Rows of the relation for the accounts. */
    Condition ofAccounts() {
        if (definition.accountColumn() == null) {
            return DSL.noCondition();
        }
        Field<String> account = DSL.field(definition.accountColumn(), SQLDataType.VARCHAR);
        // Beside the plain condition, not instead of it: that one can use an index.
        return fieldSql.comparesLoosely() ? isAsked(account).and(isAsked(fieldSql.exact(account))) : isAsked(account);
    }

    /** Rows of the relation for the dates of the query. */
    Condition withinDates() {
        return within(spec.dates());
    }

    private Condition within(DateRange dates) {
        return dates == null
                ? DSL.noCondition()
                : DSL.field(definition.dateColumn(), SQLDataType.LOCALDATE).between(dates.start(), dates.end());
    }

    private Condition isAsked(Field<String> account) {
        return spec.accounts().size() == 1 ? account.eq(spec.accounts().get(0)) : account.in(spec.accounts());
    }

    /** The relation for some dates, filtered before aggregation and grouped by {@code dimensions}. */
    SelectHavingStep<?> grouped(
            List<? extends SelectField<?>> columns, List<FieldDefinition> dimensions, DateRange dates) {
        var rows = context.select(columns).from(relation()).where(scope(dates).and(before()));
        // Without dimensions an aggregate over nothing would be one row of nulls: no rows in, no rows out.
        return dimensions.isEmpty()
                ? rows
                : rows.groupBy(dimensions.stream().map(fieldSql::expression).toList());
    }

    private Table<?> relation() {
        return DSL.table(definition.relation() + " as source");
    }

    private Condition before() {
        return filterSql.condition(filter.before(), fieldSql::expression);
    }

    /** The relation joined with what many queries ask for, filtered before aggregation, grouped by query and dimensions. */
    SelectHavingStep<?> joined(
            List<? extends SelectField<?>> columns,
            List<FieldDefinition> dimensions,
            Field<?> query,
            Table<?> requests,
            Condition isAsked) {
        List<Field<?>> groups = new ArrayList<>(List.of(query));
        dimensions.forEach(dimension -> groups.add(fieldSql.expression(dimension)));
        return context.select(columns)
                .from(relation(), requests)
                .where(isAsked.and(before()))
                .groupBy(groups);
    }

    /** Every value, as text, that a dimension has in the query's scope; at most {@code limit}. */
    Select<?> values(FieldDefinition dimension, int limit) {
        return context.selectDistinct(
                        fieldSql.text(fieldSql.expression(dimension)).as("c0"))
                .from(relation())
                .where(scope(spec.dates()).or(spec.comparison() == null ? DSL.noCondition() : otherScope()))
                .limit(limit);
    }

    private Condition otherScope() {
        return scope(spec.comparison().against(spec.dates()));
    }

    /** The filter after aggregation; with {@code grouped} also that there is a group at all. */
    Condition having(List<FieldDefinition> dimensions, Function<FieldDefinition, Field<?>> expressions) {
        Condition after =
                filterSql.condition(filter.after(), field -> fieldSql.ofGroup(field, expressions.apply(field)));
        return dimensions.isEmpty() ? DSL.count().gt(DSL.inline(0)).and(after) : after;
    }

    /** Metrics that statements need beside those asked for: the filter or the order names them. */
    List<FieldDefinition> metricsOf(List<Order> orders) {
        Set<FieldDefinition> metrics = new LinkedHashSet<>();
        FilterSplit.comparisons(filter.after()).forEach(comparison -> metrics.add(field(comparison.field())));
        orders.forEach(order -> metrics.add(field(order.field())));
        return metrics.stream().filter(field -> field.kind() == Kind.METRIC).toList();
    }

    /** The order asked for, then the dimensions it leaves open: the same query gives the same rows. */
    List<SortField<?>> order(
            List<Order> orders, List<FieldDefinition> dimensions, Function<FieldDefinition, Field<?>> expressions) {
        List<SortField<?>> sorted = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Order order : orders) {
            if (seen.add(order.field())) {
                FieldDefinition field = field(order.field());
                sorted.add(fieldSql.sorted(field, expressions.apply(field), order.descending()));
            }
        }
        for (FieldDefinition dimension : dimensions) {
            if (seen.add(dimension.id())) {
                sorted.add(fieldSql.sorted(dimension, expressions.apply(dimension), false));
            }
        }
        return sorted;
    }

    /** The page that the selection asks for. */
    static Query limited(SelectLimitStep<?> rows, Selection selection) {
        // An offset of 0 is not written: some engines plan it as a step of its own.
        return selection.offset() == 0
                ? rows.limit(selection.maxRows())
                : rows.limit(selection.maxRows()).offset(selection.offset());
    }
}
