package io.querybatch.answers;

import io.querybatch.catalog.DataSourceDefinition;
import io.querybatch.connectors.ScanException;
import io.querybatch.errors.ErrorCode;
import io.querybatch.grammar.GrammarException;
import io.querybatch.grammar.RegexText;
import io.querybatch.query.Filter.Comparison;
import io.querybatch.query.QuerySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Regular expressions in linear time on every engine (contract A8). DuckDB runs RE2 itself. Elsewhere engines differ in
 * what an expression means and some can be kept busy for ever by one, so the values of the dimension are fetched, matched
 * here by the same kind of engine, and those that match are named in the statement.
 */
final class Regexes implements FilterSql.RegexCondition {

    /** Values that are named in one statement; a filter over more needs another engine or another filter. */
    static final int MAX_VALUES = 20_000;

    private final boolean inEngine;
    private final Map<Comparison, List<String>> matching = new HashMap<>();

    Regexes(SQLDialect dialect) {
        this.inEngine = dialect == SQLDialect.DUCKDB;
    }

    /** Fetches and matches what the engine cannot; {@code parts} are those of the same query. */
    void prepare(QuerySpec spec, DataSourceDefinition definition, SelectParts parts, QueryScans scans)
            throws ScanException {
        for (Comparison comparison : FilterSplit.comparisons(spec.filter())) {
            if (!inEngine && comparison.operator().takesRegex()) {
                RegexText regex = regex(comparison);
                List<List<String>> values = scans.texts(
                        parts.values(definition.field(comparison.field()).orElseThrow(), MAX_VALUES + 1));
                if (values.size() > MAX_VALUES) {
                    throw tooMany(comparison);
                }
                matching.put(
                        comparison,
                        values.stream()
                                .map(row -> row.get(0))
                                .filter(regex::foundIn)
                                .toList());
            }
        }
    }

    private static ScanException tooMany(Comparison comparison) {
        return ScanException.of(
                ErrorCode.QUERY_SOURCE_ERROR,
                "Field \"" + comparison.field() + "\" has more than " + MAX_VALUES
                        + " values: too many for a regular expression on this data source.",
                null);
    }

    @Override
    public Condition of(Comparison comparison, Field<String> text) {
        if (!inEngine) {
            return text.in(matching.get(comparison));
        }
        RegexText regex = regex(comparison);
        String flags = regex.flags().replace("u", "");
        String pattern = flags.isEmpty() ? regex.pattern() : "(?" + flags + ")" + regex.pattern();
        return DSL.condition("regexp_matches({0}, {1})", text, DSL.val(pattern));
    }

    @Override
    public boolean dependsOnData() {
        return !matching.isEmpty();
    }

    private static RegexText regex(Comparison comparison) {
        try {
            return RegexText.parse(comparison.value());
        } catch (GrammarException e) {
            throw new IllegalArgumentException("refused when the query was planned", e);
        }
    }
}
