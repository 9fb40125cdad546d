package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Expressions as SQL, alike on every engine. */
final class FieldSql {

    private static final Set<String> NUMBERS = Set.of("string.geo.latitude", "string.geo.longitude");

    private final SQLDialect dialect;

    FieldSql(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** The field's own expression; an aggregate for a metric. */
    static Field<Object> expression(FieldDefinition field) {
        return DSL.field("(" + field.sql() + ")", Object.class);
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
        Field<?> key = isText(field) && dialect == SQLDialect.POSTGRES
                ? collated(expression.cast(SQLDataType.VARCHAR))
                : expression;
        return (descending ? key.desc() : key.asc()).nullsLast();
    }

    /** Latitudes and longitudes are usually numbers, and sorted as what they are. */
    private static boolean isText(FieldDefinition field) {
        String type = field.dataType();
        return type.equals("string.text.value") || (type.startsWith("string.geo.") && !NUMBERS.contains(type));
    }

    /** PostgreSQL sorts by the database's language otherwise, where others go by code points. */
    private Field<String> collated(Field<String> text) {
        return dialect == SQLDialect.POSTGRES ? DSL.field("({0} collate \"C\")", String.class, text) : text;
    }
}
