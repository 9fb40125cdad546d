package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.catalog.FieldDefinition.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Expressions as SQL, alike on every engine. */
final class FieldSql {

    /** Latitudes and longitudes are usually numbers, and sorted and grouped as what they are. */
    private static final Set<String> NUMBERS = Set.of("string.geo.latitude", "string.geo.longitude");

    /** By the bytes of UTF-8, and without padding. */
    private static final Map<SQLDialect, String> MYSQL_COLLATIONS =
            Map.of(SQLDialect.MARIADB, "utf8mb4_nopad_bin", SQLDialect.MYSQL, "utf8mb4_0900_bin");

    private final SQLDialect dialect;

    FieldSql(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** The field's own expression; an aggregate for a metric. */
    Field<Object> expression(FieldDefinition field) {
        Field<Object> own = DSL.field("(" + field.sql() + ")", Object.class);
        return field.kind() == Kind.DIMENSION && isText(field) ? exact(own) : own;
    }

    private static boolean isText(FieldDefinition field) {
        String type = field.dataType();
        return type.startsWith("string.") && !type.startsWith("string.time.") && !NUMBERS.contains(type);
    }

    /**
     * Whether texts are equal that differ in case, accents or trailing blanks, as the collation of their column says: they
     * would be grouped, and one account would see the rows of another.
     */
    boolean comparesLoosely() {
        return MYSQL_COLLATIONS.containsKey(dialect);
    }

    /** A text that is equal only to itself. */
    <T> Field<T> exact(Field<T> text) {
        return comparesLoosely()
                ? DSL.field(
                        "(convert({0} using utf8mb4) collate " + MYSQL_COLLATIONS.get(dialect) + ")",
                        text.getType(),
                        text)
                : text;
    }

    /** After grouping MariaDB and MySQL still know an expression that was grouped by, but no longer the columns in it. */
    Field<?> ofGroup(FieldDefinition field, Field<?> expression) {
        return field.kind() == Kind.DIMENSION && comparesLoosely() ? DSL.min(expression) : expression;
    }

    static Field<BigDecimal> number(Field<?> expression) {
        return expression.coerce(SQLDataType.NUMERIC);
    }

    /** As text, the empty text instead of null, compared by code points wherever the engine lets us choose. */
    Field<String> text(Field<?> expression) {
        return collated(DSL.coalesce(expression.cast(SQLDataType.VARCHAR), DSL.inline("")));
    }

    /** So many days later, or earlier. */
    Field<LocalDate> plusDays(Field<LocalDate> date, int days) {
        return switch (dialect) {
            // jOOQ knows no function of DuckDB for it, and both add whole numbers to dates.
            case DUCKDB, POSTGRES -> DSL.field("({0} + {1})", SQLDataType.LOCALDATE, date, DSL.inline(days));
            default -> DSL.localDateAdd(date, days, DatePart.DAY).cast(SQLDataType.LOCALDATE);
        };
    }

    /** Rows without a value come last in both directions. */
    SortField<?> sorted(FieldDefinition field, Field<?> expression, boolean descending) {
        Field<?> key = isText(field) ? byCodePoints(expression) : expression;
        return (descending ? key.desc() : key.asc()).nullsLast();
    }

    /** PostgreSQL sorts by the database's language otherwise, MariaDB and MySQL by the column's. */
    private <T> Field<?> byCodePoints(Field<T> text) {
        return dialect == SQLDialect.POSTGRES ? collated(text.cast(SQLDataType.VARCHAR)) : exact(text);
    }

    private Field<String> collated(Field<String> text) {
        return dialect == SQLDialect.POSTGRES ? DSL.field("({0} collate \"C\")", String.class, text) : exact(text);
    }
}
