package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterRefusalTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "expected a field at character 0"),
                arguments("  ", "expected a field at character 2"),
                arguments("clicks 10", "expected an operator after \"clicks\" at character 7"),
                arguments("clicks", "expected an operator after \"clicks\" at character 6"),
                arguments("clicks = 10", "expected an operator after \"clicks\" at character 7"),
                arguments("clicks ==", "expected a value after \"==\" at character 9"),
                arguments(
                        "clicks ==  AND b == 1",
                        "expected a value (in quotes if it is AND or OR) after \"==\"" + " at character 11"),
                arguments(
                        "clicks === 1",
                        "expected a value (in quotes if it starts with =, < or >) after \"==\"" + " at character 9"),
                arguments("== 10", "expected a field at character 0"),
                arguments("a == 1 AND", "expected a field after \"AND\" at character 10"),
                arguments("a == 1 AND OR b == 2", "expected a field after \"AND\" at character 11"),
                arguments("a == 1 OR  == 2", "expected a field after \"OR\" at character 11"),
                arguments("or == 1", "expected a field at character 0"),
                arguments("a == 'x", "unclosed quote at character 5"),
                arguments("a == 'it''s", "unclosed quote at character 5"),
                arguments("a == 'x' y", "expected AND or OR after \"'x'\" at character 9"),
                arguments("(a == 1", "\"(\" is never closed at character 0"),
                arguments("(a == 'x' y)", "expected AND, OR or \")\" after \"'x'\" at character 10"),
                arguments("(a == 1) b == 2", "expected AND or OR after \")\" at character 9"),
                arguments("()", "expected a field after \"(\" at character 1"),
                arguments(
                        "a == 1)", "\")\" closes nothing; put the value in quotes if it belongs to it at character 6"),
                arguments(
                        "a == x (y",
                        "\"(\" is never closed; put the value in quotes if it belongs to it" + " at character 7"),
                arguments(
                        "a =~ /x",
                        "the regular expression has no closing \"/\"; write \"\\/\" if it begins with that"
                                + " character at character 5"),
                arguments(
                        "a =~ /x/ig",
                        "flag \"g\" of the regular expression is not supported; there are i, m, s and u"
                                + " at character 9"),
                arguments("a =~ /x/i y", "expected AND or OR after \"/x/i\" at character 10"),
                arguments(
                        "a =~ /x(?=y)/",
                        "the regular expression has look-ahead, which is not supported" + " at character 7"),
                arguments(
                        "a =~ 'it''s''s [x'",
                        "the regular expression is not valid: missing closing ] in \"[x\"" + " at character 15"),
                arguments("a =~ ''", "expected a regular expression at character 6"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhatIsWrongAndWhere(String text, String message) {
        GrammarException refusal = catchThrowableOfType(GrammarException.class, () -> FilterParser.parse(text));
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.getMessage()).isEqualTo(refusal.problem() + " at character " + refusal.position());
    }

    @Test
    void shortensWhatItQuotes() {
        assertThatThrownBy(() -> FilterParser.parse("c".repeat(100)))
                .hasMessage("expected an operator after \"" + "c".repeat(40) + "…\" at character 100");
    }

    @Test
    void holdsTheLimitOfCharacters() throws GrammarException {
        String longest = "a == " + "x".repeat(FilterParser.MAX_LENGTH - 5);
        assertThat(FilterParser.parse(longest)).isInstanceOf(Filter.Comparison.class);
        assertThatThrownBy(() -> FilterParser.parse(longest + "x"))
                .hasMessage("a filter has at most 5000 characters at character 5000");
    }

    @Test
    void holdsTheLimitOfNesting() throws GrammarException {
        assertThat(FilterParser.parse("(".repeat(50) + "a==1" + ")".repeat(50)))
                .isEqualTo(new Filter.Comparison("a", Operator.EQUAL, "1"));
        assertThatThrownBy(() -> FilterParser.parse("(".repeat(51) + "a==1" + ")".repeat(51)))
                .hasMessage("parentheses are nested at most 50 deep at character 50");
        assertThat(FilterParser.parse("(a==1) AND ".repeat(100) + "b==2")).isInstanceOf(Filter.And.class);
    }

    @Test
    void holdsTheLimitOfComparisons() throws GrammarException {
        assertThat(((Filter.Or) FilterParser.parse("a==1 OR ".repeat(199) + "a==1")).parts())
                .hasSize(200);
        assertThatThrownBy(() -> FilterParser.parse("a==1 OR ".repeat(200) + "a==1"))
                .hasMessage("a filter has at most 200 comparisons at character 1600");
    }
}
