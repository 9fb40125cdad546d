package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.query.DateRange;
import io.querybatch.query.QuerySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An engine reads what was asked for, whatever accounts are called. */
class RequestsTest {

    @Provide
    Arbitrary<List<QuerySpec>> queries() {
        Arbitrary<String> accounts = Arbitraries.oneOf(
                Arbitraries.strings().excludeChars('\0').ofMinLength(1).ofMaxLength(6),
                Arbitraries.strings()
                        .withChars(",'\"[]{}\\ \u001f?;-NUL")
                        .ofMinLength(1)
                        .ofMaxLength(6));
        return Combinators.combine(
                        accounts.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(-800_000, 2_900_000),
                        Arbitraries.integers().between(0, 500))
                .as((asked, first, length) -> query(
                        asked,
                        new DateRange(LocalDate.ofEpochDay(first / 2), LocalDate.ofEpochDay(first / 2 + length))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    private static QuerySpec query(List<String> accounts, DateRange dates) {
        return new QuerySpec("FLIGHTS", accounts, dates, List.of("flights"), 1000);
    }

    @Property(tries = 200)
    void eachRequestIsARow(
            @ForAll("queries") List<QuerySpec> queries, @ForAll boolean byAccount, @ForAll boolean byDate)
            throws SQLException {
        assertThat(read(queries, byAccount, byDate))
                .containsExactlyInAnyOrderElementsOf(expected(queries, byAccount, byDate));
    }

    @Example
    void theStatementIsTheSameForMoreQueries() {
        DateRange day = new DateRange(LocalDate.EPOCH, LocalDate.EPOCH);
        QuerySpec one = query(List.of("ATL"), day);
        QuerySpec other = query(List.of("JFK", "O'Hare"), day);
        assertThat(select(List.of(one, other, other), true, true).getSQL())
                .isEqualTo(select(List.of(one), true, true).getSQL());
    }

    private static Query select(List<QuerySpec> queries, boolean byAccount, boolean byDate) {
        return DSL.using(SQLDialect.DUCKDB)
                .selectFrom(new Requests(queries, byAccount, byDate).table(SQLDialect.DUCKDB));
    }

    private static List<List<Object>> read(List<QuerySpec> queries, boolean byAccount, boolean byDate)
            throws SQLException {
        Query query = select(queries, byAccount, byDate);
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement statement = engine.prepareStatement(query.getSQL())) {
            List<Object> binds = query.getBindValues();
            for (int i = 0; i < binds.size(); i++) {
                statement.setObject(i + 1, binds.get(i));
            }
            return rows(statement.executeQuery());
        }
    }

    private static List<List<Object>> rows(ResultSet found) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        while (found.next()) {
            List<Object> row = new ArrayList<>();
            for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                row.add(found.getObject(column));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<Object>> expected(List<QuerySpec> queries, boolean byAccount, boolean byDate) {
        List<List<Object>> rows = new ArrayList<>();
        for (int n = 0; n < queries.size(); n++) {
            QuerySpec query = queries.get(n);
            for (String account : byAccount ? query.accounts() : List.of("")) {
                List<Object> row = new ArrayList<>(List.of(n));
                row.addAll(byAccount ? List.of(account) : List.of());
                row.addAll(byDate ? List.of(query.dates().start(), query.dates().end()) : List.of());
                rows.add(row);
            }
        }
        return rows;
    }
}
