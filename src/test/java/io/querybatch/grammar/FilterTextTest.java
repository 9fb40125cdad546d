package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "clicks>10|clicks > '10'",
                "a==it's|a == 'it''s'",
                "a==1 or b==2 and c==3|a == '1' OR b == '2' AND c == '3'",
                "(a==1 or b==2) and c==3|(a == '1' OR b == '2') AND c == '3'",
                "a=~/x AND y/i|a =~ '/x AND y/i'"
            })
    void writesCanonicalText(String text, String canonical) throws GrammarException {
        assertThat(FilterText.write(FilterParser.parse(text))).isEqualTo(canonical);
    }

    @Test
    void readsBackTextThatIsLongerThanAnyCallerMayWrite() throws GrammarException {
        Filter filter = FilterParser.parse("a == x" + "'".repeat(FilterParser.MAX_LENGTH - 6));
        String canonical = FilterText.write(filter);
        assertThat(canonical).hasSizeGreaterThan(FilterParser.MAX_LENGTH);
        assertThat(FilterText.read(canonical)).isEqualTo(filter);
    }

    @Test
    void refusesToReadWhatItDidNotWrite() {
        assertThatThrownBy(() -> FilterText.read("a ==")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void readsBackEveryFilter(@ForAll("filters") Filter filter) {
        assertThat(FilterText.read(FilterText.write(filter))).isEqualTo(filter);
    }

    @Property
    void readsEveryFilterWrittenWithMoreParenthesesThanNeeded(@ForAll("filters") Filter filter)
            throws GrammarException {
        assertThat(FilterParser.parseOfAnyLength(inParentheses(filter))).isEqualTo(filter);
    }

    private static String inParentheses(Filter filter) {
        if (filter instanceof Filter.And and) {
            return and.parts().stream()
                    .map(FilterTextTest::inParentheses)
                    .collect(Collectors.joining(" and ", "( ", ")"));
        }
        if (filter instanceof Filter.Or or) {
            return or.parts().stream().map(FilterTextTest::inParentheses).collect(Collectors.joining("OR", "(", " )"));
        }
        return "(" + FilterText.write(filter) + ")";
    }

    @Provide
    Arbitrary<Filter> filters() {
        return filters(3);
    }

    private static Arbitrary<Filter> filters(int depth) {
        if (depth == 0) {
            return comparisons();
        }
        Arbitrary<List<Filter>> parts =
                Arbitraries.lazy(() -> filters(depth - 1)).list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.oneOf(comparisons(), parts.map(Filter.And::new), parts.map(Filter.Or::new));
    }

    private static Arbitrary<Filter> comparisons() {
        Arbitrary<String> fields = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_.:@~-")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> !name.equalsIgnoreCase("and") && !name.equalsIgnoreCase("or"));
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10),
                Arbitraries.strings().withChars("'\"()/ ANDOR=<>\\\u00a0\t").ofMaxLength(12));
        Arbitrary<Operator> operators = Arbitraries.of(Operator.class).filter(operator -> !operator.takesRegex());
        Arbitrary<Filter> plain = Combinators.combine(fields, operators, values).as(Filter.Comparison::new);
        Arbitrary<String> regexes = Arbitraries.of("/x AND y/i", "it's", "#[)(]'#", "{a{2}}", "(a|b) or c", "\\'\"");
        return Arbitraries.oneOf(
                plain,
                Combinators.combine(fields, Arbitraries.of(Operator.MATCHES, Operator.MATCHES_NOT), regexes)
                        .as(Filter.Comparison::new));
    }
}
