package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.RowN;
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

    private static final Field<Integer> NUMBER = DSL.field("querybatch_n", SQLDataType.INTEGER);
    private static final Field<String> ACCOUNT = DSL.field("querybatch_account", SQLDataType.VARCHAR);
    private static final Field<LocalDate> FIRST = DSL.field("querybatch_first", SQLDataType.LOCALDATE);
    private static final Field<LocalDate> LAST = DSL.field("querybatch_last", SQLDataType.LOCALDATE);

    private static final List<String> NO_ACCOUNT = List.of("");

    /** Accounts of queries that are named one by one; engines have limits of some ten thousand values for a statement. */
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
        this.byAccount = definition.accountColumn() != null && differ(QuerySpec::accounts);
        this.byDate = specs.get(0).dates() != null && differ(QuerySpec::dates);
    }

    /** What all ask for alike need not be told for each. */
    private boolean differ(Function<QuerySpec, Object> what) {
        return specs.stream().map(what).distinct().count() > 1;
    }

    /**
     * Renders the statement.
     *
     * @param specs the queries; the first column is the place of one in them
     * @param parts the parts of all together
     * @throws ScanException if they ask for so much that each had better be asked alone
     */
    static Query of(List<QuerySpec> specs, QueryFields fields, DataSourceDefinition definition, SelectParts parts)
            throws ScanException {
        return new FusedStatement(specs, definition, parts).query(fields);
    }

    private Query query(QueryFields fields) throws ScanException {
        List<SelectField<?>> columns = new ArrayList<>();
        columns.add(NUMBER.as("c0"));
        for (FieldDefinition field : fields.requested()) {
            columns.add(parts.fieldSql().expression(field).as("c" + columns.size()));
        }
        List<SortField<?>> order = new ArrayList<>();
        order.add(NUMBER.asc());
        order.addAll(parts.order(specs.get(0).selection().orderRows(), fields.rows(), parts.fieldSql()::expression));
        return parts.joined(columns, fields.rows(), NUMBER, requests(), isAsked())
                .having(parts.having(fields.rows(), parts.fieldSql()::expression))
                .orderBy(order)
                .limit(DealtRows.MOST + 1);
    }

    private Table<?> requests() throws ScanException {
        long count = byAccount
                ? specs.stream().mapToLong(spec -> spec.accounts().size()).sum()
                : specs.size();
        if (count > MOST_REQUESTS) {
            throw ScanException.of(ErrorCode.QUERY_RESULT_TOO_LARGE, "A shared scan asks for too much.", null);
        }
        List<RowN> rows = new ArrayList<>();
        for (int n = 0; n < specs.size(); n++) {
            QuerySpec spec = specs.get(n);
            for (String account : byAccount ? spec.accounts() : NO_ACCOUNT) {
                rows.add(request(n, account, spec.dates()));
            }
        }
        List<String> names = new ArrayList<>(List.of(NUMBER.getName()));
        if (byAccount) {
            names.add(ACCOUNT.getName());
        }
        if (byDate) {
            names.addAll(List.of(FIRST.getName(), LAST.getName()));
        }
        return DSL.values(rows.toArray(RowN[]::new)).as("querybatch_requests", names.toArray(String[]::new));
    }

    private RowN request(int n, String account, DateRange dates) {
        List<Field<?>> values = new ArrayList<>(List.of(DSL.inline(n)));
        if (byAccount) {
            values.add(DSL.val(account, SQLDataType.VARCHAR));
        }
        if (byDate) {
            values.add(DSL.val(dates.start()));
            values.add(DSL.val(dates.end()));
        }
        return DSL.row(values);
    }

    private Condition isAsked() {
        Condition asked = parts.withinDates();
        if (byAccount) {
            asked = asked.and(
                    DSL.field(definition.accountColumn(), SQLDataType.VARCHAR).eq(ACCOUNT));
        } else {
            asked = asked.and(parts.ofAccounts());
        }
        if (byDate) {
            Field<LocalDate> date = DSL.field(definition.dateColumn(), SQLDataType.LOCALDATE);
            // Engines look days up in a table, but compare every range with every row.
            asked = asked.and(days() ? date.eq(FIRST) : date.between(FIRST, LAST));
        }
        return asked;
    }

    private boolean days() {
        return specs.stream().allMatch(spec -> spec.dates().days() == 1);
    }
}
