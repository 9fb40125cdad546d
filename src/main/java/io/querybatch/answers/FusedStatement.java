package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Many queries that differ only in accounts and dates as one statement: the relation joined with a list of what each asks for,
 * grouped by the number of the query besides its dimensions. A row of the relation counts once for each query that asks for
 * it, so ranges may overlap, and every aggregate sees exactly the rows that it would see alone.
 */
final class FusedStatement {

    /** Accounts of queries that a statement names one by one; engines have limits of some ten thousand values for a statement. */
    private static final int MOST_REQUESTS = 10_000;

    private final List<QuerySpec> specs;
    private final DataSourceDefinition definition;
    private final SelectParts parts;
    private final boolean byAccount;
    private final boolean byDate;

    private FusedStatement(List<QuerySpec> specs, DataSourceDefinition definition, SelectParts parts) {
        this.specs = specs;
        this.definition = definition;
        this.parts = parts;
        this.byAccount = definition.accountColumn() != null && differ(specs, QuerySpec::accounts);
        this.byDate = specs.get(0).dates() != null && differ(specs, QuerySpec::dates);
    }

    /** What all ask for alike need not be told for each. */
    private static boolean differ(List<QuerySpec> specs, Function<QuerySpec, Object> what) {
        return specs.stream().map(what).distinct().count() > 1;
    }

    /** How many of the queries, from the first, one statement can name; at least 1. */
    static int fitting(List<QuerySpec> specs) {
        if (!differ(specs, QuerySpec::accounts)) {
            return specs.size();
        }
        int fitting = 0;
        long requests = 0;
        while (fitting < specs.size() && requests <= MOST_REQUESTS) {
            requests += specs.get(fitting).accounts().size();
            fitting++;
        }
        return requests > MOST_REQUESTS ? Math.max(1, fitting - 1) : fitting;
    }

    /**
     * Renders the statement.
     *
     * @param specs the queries, as many as {@link #fitting}; the first column is the place of one in them
     * @param parts the parts of all together
     */
    static Query of(List<QuerySpec> specs, QueryFields fields, DataSourceDefinition definition, SelectParts parts) {
        return new FusedStatement(specs, definition, parts).query(fields);
    }

    private Query query(QueryFields fields) {
        List<SelectField<?>> columns = new ArrayList<>();
        columns.add(Requests.NUMBER.as("c0"));
        for (FieldDefinition field : fields.requested()) {
            columns.add(parts.fieldSql().expression(field).as("c" + columns.size()));
        }
        List<SortField<?>> order = new ArrayList<>();
        order.add(Requests.NUMBER.asc());
        order.addAll(parts.order(specs.get(0).selection().orderRows(), fields.rows(), parts.fieldSql()::expression));
        return parts.joined(columns, fields.rows(), Requests.NUMBER, requests(), isAsked())
                .having(parts.having(fields.rows(), parts.fieldSql()::expression))
                .orderBy(order)
                .limit(DealtRows.MOST + 1);
    }

    private Table<?> requests() {
        return new Requests(specs, byAccount, byDate).table(parts.context().dialect());
    }

    private Condition isAsked() {
        Condition asked = parts.withinDates();
        if (byAccount) {
            asked = asked.and(
                    DSL.field(definition.accountColumn(), SQLDataType.VARCHAR).eq(Requests.ACCOUNT));
        } else {
            asked = asked.and(parts.ofAccounts());
        }
        if (byDate) {
            Field<LocalDate> date = DSL.field(definition.dateColumn(), SQLDataType.LOCALDATE);
            // Engines look days up in a table, but compare every range with every row.
            asked = asked.and(days() ? date.eq(Requests.FIRST) : date.between(Requests.FIRST, Requests.LAST));
        }
        return asked;
    }

    private boolean days() {
        return specs.stream().allMatch(spec -> spec.dates().days() == 1);
    }
}
