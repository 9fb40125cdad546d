package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
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

    private Table<?> requests() throws ScanException {
        Requests requests = new Requests(specs, byAccount, byDate);
        if (requests.count() > MOST_REQUESTS) {
            throw ScanException.of(ErrorCode.QUERY_RESULT_TOO_LARGE, "A shared scan asks for too much.", null);
        }
        return requests.table(parts.context().dialect());
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
