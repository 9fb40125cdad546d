package io.querybatch.answers;

import io.querybatch.catalog.FieldDefinition;
import io.querybatch.query.Filter;
import io.querybatch.query.Filter.Comparison;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A filter as a condition. A dimension without a value counts as the empty text; a metric without a value is only unequal
 * to something.
 */
final class FilterSql {

    private final FieldSql fieldSql;
    private final Function<String, FieldDefinition> fields;
    private final RegexCondition regex;

    /** {@code fields} knows every field of the filters that will be asked for. */
    FilterSql(FieldSql fieldSql, Function<String, FieldDefinition> fields, RegexCondition regex) {
        this.fieldSql = fieldSql;
        this.fields = fields;
        this.regex = regex;
    }

    /** How a regular expression becomes a condition on an expression of type text. */
    interface RegexCondition {

        Condition of(Comparison comparison, Field<String> text);

        /** Whether a condition is another one when the data is. */
        boolean dependsOnData();
    }

    /** The condition of a filter, or null; {@code expressions} says what stands for a field where it will be used. */
    Condition condition(Filter filter, Function<FieldDefinition, Field<?>> expressions) {
        if (filter == null) {
            return DSL.noCondition();
        }
        if (filter instanceof Filter.And and) {
            return DSL.and(conditions(and.parts(), expressions));
        }
        if (filter instanceof Filter.Or or) {
            return DSL.or(conditions(or.parts(), expressions));
        }
        Comparison comparison = (Comparison) filter;
        FieldDefinition field = fields.apply(comparison.field());
        Field<?> expression = expressions.apply(field);
        return field.isNumber()
                ? ofNumber(comparison, FieldSql.number(expression))
                : ofText(comparison, fieldSql.text(expression));
    }

    private Collection<Condition> conditions(
            Collection<Filter> parts, Function<FieldDefinition, Field<?>> expressions) {
        return parts.stream().map(part -> condition(part, expressions)).toList();
    }

    private static Condition ofNumber(Comparison comparison, Field<BigDecimal> number) {
        BigDecimal value = new BigDecimal(comparison.value());
        return switch (comparison.operator()) {
            case EQUAL -> number.eq(value);
            case NOT_EQUAL -> number.ne(value).or(number.isNull());
            case GREATER -> number.gt(value);
            case GREATER_OR_EQUAL -> number.ge(value);
            case LESS -> number.lt(value);
            case LESS_OR_EQUAL -> number.le(value);
            case CONTAINS, CONTAINS_NOT, MATCHES, MATCHES_NOT ->
                throw new IllegalArgumentException("refused when the query was planned");
        };
    }

    private Condition ofText(Comparison comparison, Field<String> text) {
        String value = comparison.value();
        return switch (comparison.operator()) {
            case EQUAL -> text.eq(value);
            case NOT_EQUAL -> text.ne(value);
            case GREATER -> text.gt(value);
            case GREATER_OR_EQUAL -> text.ge(value);
            case LESS -> text.lt(value);
            case LESS_OR_EQUAL -> text.le(value);
            case CONTAINS -> text.containsIgnoreCase(value);
            case CONTAINS_NOT -> DSL.not(text.containsIgnoreCase(value));
            case MATCHES -> regex.of(comparison, text);
            case MATCHES_NOT -> DSL.not(regex.of(comparison, text));
        };
    }
}
