package io.querybatch.answers;

import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.RowN;
import org.jooq.SQLDialect;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What each of many queries asks for, as a table: a row for each of its accounts, with the place of the query and its dates. */
final class Requests {

    static final Field<Integer> NUMBER = DSL.field("querybatch_n", SQLDataType.INTEGER);
    static final Field<String> ACCOUNT = DSL.field("querybatch_account", SQLDataType.VARCHAR);
    static final Field<LocalDate> FIRST = DSL.field("querybatch_first", SQLDataType.LOCALDATE);
    static final Field<LocalDate> LAST = DSL.field("querybatch_last", SQLDataType.LOCALDATE);

    private static final String NAME = "querybatch_requests";

    /** Separates texts of a list; control characters are rare in names of accounts. */
    private static final char SEPARATOR = '\u001f';

    private static final List<String> NO_ACCOUNT = List.of("");

    private final List<QuerySpec> specs;
    private final boolean byAccount;
    private final boolean byDate;

    private record Request(int n, String account, DateRange dates) {}

    /**
     * Lists what queries ask for.
     *
     * @param byAccount whether they differ in accounts: all ask for the same otherwise, and none is listed
     * @param byDate whether they differ in dates; likewise
     */
    Requests(List<QuerySpec> specs, boolean byAccount, boolean byDate) {
        this.specs = specs;
        this.byAccount = byAccount;
        this.byDate = byDate;
    }

    /** As the engine reads it fastest. */
    Table<?> table(SQLDialect dialect) {
        List<Request> rows = rows();
        boolean separable = rows.stream().noneMatch(row -> row.account().indexOf(SEPARATOR) >= 0);
        return dialect == SQLDialect.DUCKDB && separable ? lists(rows) : values(rows);
    }

    private List<Request> rows() {
        List<Request> rows = new ArrayList<>();
        for (int n = 0; n < specs.size(); n++) {
            QuerySpec spec = specs.get(n);
            for (String account : byAccount ? spec.accounts() : NO_ACCOUNT) {
                rows.add(new Request(n, account, spec.dates()));
            }
        }
        return rows;
    }

    /**
     * A text for each column: DuckDB takes ten times as long to plan thousands of values as to run the scan. And the statement is
     * the same however many there are.
     */
    private Table<?> lists(List<Request> rows) {
        List<SelectField<?>> columns = new ArrayList<>();
        columns.add(list(rows, Request::n, SQLDataType.INTEGER.getTypeName(), NUMBER));
        if (byAccount) {
            columns.add(list(rows, Request::account, SQLDataType.VARCHAR.getTypeName(), ACCOUNT));
        }
        if (byDate) {
            columns.add(list(rows, row -> row.dates().start(), SQLDataType.LOCALDATE.getTypeName(), FIRST));
            columns.add(list(rows, row -> row.dates().end(), SQLDataType.LOCALDATE.getTypeName(), LAST));
        }
        return DSL.select(columns).asTable(NAME);
    }

    private static Field<?> list(List<Request> rows, Function<Request, Object> column, String type, Field<?> name) {
        String texts = rows.stream().map(column).map(Object::toString).collect(Collectors.joining("" + SEPARATOR));
        return DSL.field(
                        "unnest(cast(string_split({0}, chr({1})) as " + type + "[]))",
                        name.getType(),
                        DSL.val(texts),
                        DSL.inline((int) SEPARATOR))
                .as(name);
    }

    private Table<?> values(List<Request> rows) {
        List<String> names = new ArrayList<>(List.of(NUMBER.getName()));
        if (byAccount) {
            names.add(ACCOUNT.getName());
        }
        if (byDate) {
            names.addAll(List.of(FIRST.getName(), LAST.getName()));
        }
        return DSL.values(rows.stream().map(this::row).toArray(RowN[]::new)).as(NAME, names.toArray(String[]::new));
    }

    private RowN row(Request request) {
        List<Field<?>> values = new ArrayList<>(List.of(DSL.inline(request.n())));
        if (byAccount) {
            values.add(DSL.val(request.account(), SQLDataType.VARCHAR));
        }
        if (byDate) {
            values.add(DSL.val(request.dates().start()));
            values.add(DSL.val(request.dates().end()));
        }
        return DSL.row(values);
    }
}
