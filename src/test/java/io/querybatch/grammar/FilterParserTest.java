package io.querybatch.grammar;

import static io.querybatch.query.Operator.CONTAINS;
import static io.querybatch.query.Operator.EQUAL;
import static io.querybatch.query.Operator.GREATER;
import static io.querybatch.query.Operator.LESS;
import static io.querybatch.query.Operator.MATCHES;
import static io.querybatch.query.Operator.MATCHES_NOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.query.Filter;
import io.querybatch.query.Filter.And;
import io.querybatch.query.Filter.Comparison;
import io.querybatch.query.Filter.Or;
import io.querybatch.query.Operator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FilterParserTest {

    private static final Filter A = new Comparison("a", EQUAL, "1");
    private static final Filter B = new Comparison("b", EQUAL, "2");
    private static final Filter C = new Comparison("c", EQUAL, "3");

    @ParameterizedTest
    @EnumSource(Operator.class)
    void readsEveryOperatorWithAndWithoutBlanks(Operator operator) throws GrammarException {
        Filter expected = new Comparison("clicks", operator, "10");
        assertThat(FilterParser.parse("clicks" + operator.symbol() + "10")).isEqualTo(expected);
        assertThat(FilterParser.parse(" clicks  " + operator.symbol() + "\t10\n"))
                .isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("a == x", "x"),
                arguments("a == New York City", "New York City"),
                arguments("a == \u00a0 New York\u00a0", "New York"),
                arguments("a == 'New York'", "New York"),
                arguments("a == \"New York\"", "New York"),
                arguments("a == ' x '", " x "),
                arguments("a == ''", ""),
                arguments("a == 'it''s'", "it's"),
                arguments("a == ''''", "'"),
                arguments("a == \"say \"\"hi\"\"\"", "say \"hi\""),
                arguments("a == 'say \"hi\"'", "say \"hi\""),
                arguments("a == it's", "it's"),
                arguments("a == 5\" screen", "5\" screen"),
                arguments("a == 'x AND b == 1'", "x AND b == 1"),
                arguments("a == 'x)'", "x)"),
                arguments("a == brand (new)", "brand (new)"),
                arguments("a == (new) brand", "(new) brand"),
                arguments("a == (this OR that)", "(this OR that)"),
                arguments("a == f(g(x), y)", "f(g(x), y)"),
                arguments("a == Portland", "Portland"),
                arguments("a == and-or", "and-or"),
                arguments("a == Oregon/OR", "Oregon/OR"),
                arguments("a == -5.5", "-5.5"),
                arguments("a == !important", "!important"),
                arguments("a == '=5'", "=5"),
                arguments("a == naïve 😀", "naïve 😀"),
                arguments("a == /not a regex", "/not a regex"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsValues(String text, String value) throws GrammarException {
        assertThat(FilterParser.parse(text)).isEqualTo(new Comparison("a", EQUAL, value));
        assertThat(FilterParser.parse("(" + text + ")")).isEqualTo(new Comparison("a", EQUAL, value));
        assertThat(FilterParser.parse(text + " AND b == 2"))
                .isEqualTo(new And(List.of(new Comparison("a", EQUAL, value), B)));
    }

    static Stream<Arguments> regexes() {
        return Stream.of(
                arguments("a =~ /x/i", "/x/i"),
                arguments("a =~ /x AND y OR z/", "/x AND y OR z/"),
                arguments("a =~ /\\( OR [)]/", "/\\( OR [)]/"),
                arguments("a =~ /(x OR y) AND z/", "/(x OR y) AND z/"),
                arguments("a =~ /a\\/b\\)/", "/a\\/b\\)/"),
                arguments("a =~ #x y#", "#x y#"),
                arguments("a =~ {x{2}}i", "{x{2}}i"),
                arguments("a =~ '/it''s \"/i'", "/it's \"/i"),
                arguments("a =~ ^brand.*(old|new)$", "^brand.*(old|new)$"),
                arguments("a =~ 'x OR y'", "x OR y"));
    }

    @ParameterizedTest
    @MethodSource("regexes")
    void readsRegularExpressions(String text, String value) throws GrammarException {
        assertThat(FilterParser.parse(text)).isEqualTo(new Comparison("a", MATCHES, value));
        assertThat(FilterParser.parse("(" + text + ")AND b == 2"))
                .isEqualTo(new And(List.of(new Comparison("a", MATCHES, value), B)));
    }

    static Stream<Arguments> structures() {
        return Stream.of(
                arguments("a==1 AND b==2", new And(List.of(A, B))),
                arguments("a==1 and b==2 And c==3", new And(List.of(A, B, C))),
                arguments("a==1 or b==2", new Or(List.of(A, B))),
                arguments("a==1 OR b==2 AND c==3", new Or(List.of(A, new And(List.of(B, C))))),
                arguments("a==1 AND b==2 OR c==3", new Or(List.of(new And(List.of(A, B)), C))),
                arguments("(a==1 OR b==2) AND c==3", new And(List.of(new Or(List.of(A, B)), C))),
                arguments("a==1 AND(b==2 OR c==3)", new And(List.of(A, new Or(List.of(B, C))))),
                arguments("(a==1 AND (b==2)) AND c==3", new And(List.of(A, B, C))),
                arguments("((a==1)) OR (b==2 OR c==3)", new Or(List.of(A, B, C))),
                arguments("a=='1'AND b=='2'", new And(List.of(A, B))),
                arguments("\na==1\nAND\nb==2\n", new And(List.of(A, B))));
    }

    @ParameterizedTest
    @MethodSource("structures")
    void bindsAndTighterThanOr(String text, Filter filter) throws GrammarException {
        assertThat(FilterParser.parse(text)).isEqualTo(filter);
    }

    @Test
    void readsWhatTheGuideShows() throws GrammarException {
        assertThat(FilterParser.parse("impressions > 100 AND campaign =@ summer sale OR name !~ /test|demo/i"))
                .isEqualTo(new Or(List.of(
                        new And(List.of(
                                new Comparison("impressions", GREATER, "100"),
                                new Comparison("campaign", CONTAINS, "summer sale"))),
                        new Comparison("name", MATCHES_NOT, "/test|demo/i"))));
        assertThat(FilterParser.parse("action_values:offsite.fb < -1"))
                .isEqualTo(new Comparison("action_values:offsite.fb", LESS, "-1"));
    }
}
