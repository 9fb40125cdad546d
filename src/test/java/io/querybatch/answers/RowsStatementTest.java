package io.querybatch.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.querybatch.catalog.AccountList;
import io.querybatch.catalog.DataSource;
import io.querybatch.catalog.FieldDefinition;
import io.querybatch.connectors.Definitions;
import io.querybatch.query.DateRange;
import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import io.querybatch.query.QuerySettings;
import io.querybatch.query.QuerySpec;
import io.querybatch.query.Selection;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A statement that is kept is the one that would be written anew. */
class RowsStatementTest {

    private static final FieldDefinition SHOP =
            new FieldDefinition("shop", "Shop", FieldDefinition.Kind.DIMENSION, "string.text.value", "shop", "", "");
    private static final FieldDefinition AMOUNT = new FieldDefinition(
            "amount", "Amount", FieldDefinition.Kind.METRIC, "int.number.value", "sum(amount)", "", "");

    private static DataSource source(String relation) {
        return new DataSource(Definitions.shops(relation, new AccountList.None(), "day", SHOP, AMOUNT), List.of());
    }

    private static QuerySpec spec(List<String> accounts, int day, String shop) {
        LocalDate date = LocalDate.EPOCH.plusDays(day);
        return new QuerySpec(
                "SALES",
                accounts,
                List.of(),
                new DateRange(date, date.plusDays(1)),
                new QuerySpec("SALES", List.of(), null, List.of("shop", "amount"), 1).fields(),
                new Filter.Comparison("shop", Operator.EQUAL, shop),
                Selection.first(77),
                null,
                QuerySettings.DEFAULT);
    }

    private static SqlStatement statement(QuerySpec spec, DataSource source, SQLDialect dialect) {
        SelectParts parts = new SelectParts(spec, source.definition(), dialect, new Regexes(dialect));
        return RowsStatement.of(spec, source, QueryFields.of(spec, source.definition()), parts);
    }

    /** MariaDB, MySQL compare texts loosely, and have each account bound twice. */
    @ParameterizedTest
    @EnumSource(
            value = SQLDialect.class,
            names = {"DUCKDB", "POSTGRES", "H2", "MARIADB", "TRINO"})
    void queriesThatDifferInAccountsAndDatesDifferInWhatIsBound(SQLDialect dialect) {
        DataSource source = source("sales");
        SqlStatement first = statement(spec(List.of("a", "b"), 1, "x"), source, dialect);
        SqlStatement other = statement(spec(List.of("c", "a"), 20, "x"), source, dialect);
        assertThat(other.sql()).isSameAs(first.sql());
        assertThat(other.values())
                .isEqualTo(first.values().stream()
                        .map(value -> switch (String.valueOf(value)) {
                            case "a" -> "c";
                            case "b" -> "a";
                            case "1970-01-02" -> LocalDate.EPOCH.plusDays(20);
                            case "1970-01-03" -> LocalDate.EPOCH.plusDays(21);
                            default -> value;
                        })
                        .toList());
    }

    @Test
    void whatElseDiffersIsAnotherStatement() {
        QuerySpec spec = spec(List.of("a"), 1, "x");
        SqlStatement first = statement(spec, source("sales"), SQLDialect.DUCKDB);
        assertThat(statement(spec(List.of("a", "b"), 1, "x"), source("sales"), SQLDialect.DUCKDB)
                        .sql())
                .isNotEqualTo(first.sql());
        assertThat(statement(spec(List.of("a"), 1, "y"), source("sales"), SQLDialect.DUCKDB)
                        .values())
                .contains("y")
                .doesNotContain("x");
        assertThat(statement(spec, source("returns"), SQLDialect.DUCKDB).sql()).contains("returns");
        assertThat(statement(spec, source("sales"), SQLDialect.POSTGRES).sql()).contains("collate \"C\"");
        assertThat(statement(spec.forScope(List.of("a"), null), source("sales"), SQLDialect.DUCKDB)
                        .sql())
                .doesNotContain("between");
    }

    @Test
    void manyAccountsAreBoundEachTime() {
        List<String> many = IntStream.range(0, 100).mapToObj(n -> "a" + n).toList();
        List<String> others = IntStream.range(0, 100).mapToObj(n -> "b" + n).toList();
        statement(spec(many, 1, "x"), source("sales"), SQLDialect.DUCKDB);
        assertThat(statement(spec(others, 1, "x"), source("sales"), SQLDialect.DUCKDB)
                        .values())
                .containsAll(others)
                .doesNotContain("a0");
    }
}
