package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "/x/ x ``",
                "/x/i x i",
                "/x/usmi x imsu",
                "/x/ii x i",
                "#x/y# x/y ``",
                "~x~u x u",
                "%x%m x m",
                "{x{2}} x{2} ``",
                "<a<b>c>s a<b>c s",
                "/a\\/b/ a\\/b ``",
                "/\\\\/i \\\\ i",
                "|x\\|y| x\\|y ``",
                "^x$ ^x$ ``",
                "(a|b)i (a|b)i ``",
                "[0-9]+ [0-9]+ ``",
                "x/i x/i ``",
                "_x_ _x_ ``"
            })
    void takesPatternAndFlagsApart(String text, String pattern, String flags) throws GrammarException {
        RegexText regex = RegexText.parse(text);
        assertThat(regex.pattern()).isEqualTo(pattern);
        assertThat(regex.flags()).isEqualTo(flags);
    }

    @Test
    void searchesAnywhereInTheText() throws GrammarException {
        assertThat(RegexText.parse("b+").foundIn("abbc")).isTrue();
        assertThat(RegexText.parse("^b+").foundIn("abbc")).isFalse();
        assertThat(RegexText.parse("//").foundIn("")).isTrue();
    }

    @Test
    void appliesFlags() throws GrammarException {
        assertThat(RegexText.parse("/ABC/").foundIn("abc")).isFalse();
        assertThat(RegexText.parse("/ABC/i").foundIn("abc")).isTrue();
        assertThat(RegexText.parse("/a.b/").foundIn("a\nb")).isFalse();
        assertThat(RegexText.parse("/a.b/s").foundIn("a\nb")).isTrue();
        assertThat(RegexText.parse("/^b/").foundIn("a\nb")).isFalse();
        assertThat(RegexText.parse("/^b/m").foundIn("a\nb")).isTrue();
        assertThat(RegexText.parse("/^.$/u").foundIn("😀")).isTrue();
    }

    static Stream<Arguments> refused() {
        String unsupported = "the regular expression has %s, which is not supported at character %d";
        return Stream.of(
                arguments("", "expected a regular expression at character 0"),
                arguments(
                        "/x",
                        "the regular expression has no closing \"/\"; write \"\\/\" if it begins with that"
                                + " character at character 0"),
                arguments(
                        "{x{2}",
                        "the regular expression has no closing \"}\"; write \"\\{\" if it begins with that"
                                + " character at character 0"),
                arguments(
                        "/x\\/i",
                        "the regular expression has no closing \"/\"; write \"\\/\" if it begins with that"
                                + " character at character 0"),
                arguments(
                        "/x/ix",
                        "flag \"x\" of the regular expression is not supported; there are i, m, s and u"
                                + " at character 4"),
                arguments(
                        "/a/b/c",
                        "flag \"b\" of the regular expression is not supported; there are i, m, s and u"
                                + " at character 3"),
                arguments(
                        "/x/😀",
                        "flag \"😀\" of the regular expression is not supported; there are i, m, s and u"
                                + " at character 3"),
                arguments("x(?=y)", unsupported.formatted("look-ahead", 1)),
                arguments("/x(?!y)/", unsupported.formatted("look-ahead", 2)),
                arguments("(?<=y)x", unsupported.formatted("look-behind", 0)),
                arguments("(?<!y)x", unsupported.formatted("look-behind", 0)),
                arguments("(a)\\1", unsupported.formatted("a backreference", 3)),
                arguments("(?P<n>a)(?P=n)", unsupported.formatted("a backreference", 8)),
                arguments("(?<n>a)\\k<n>", unsupported.formatted("a backreference", 7)),
                arguments("(?>a)", unsupported.formatted("an atomic group", 0)),
                arguments("(?|a|b)", unsupported.formatted("a branch reset", 0)),
                arguments("(?(1)a|b)", unsupported.formatted("a condition", 0)),
                arguments("(?#note)a", unsupported.formatted("a comment", 0)),
                arguments("a(?R)?", unsupported.formatted("recursion", 1)),
                arguments("(a)(?1)", unsupported.formatted("recursion", 3)),
                arguments("(a)(?-1)", unsupported.formatted("recursion", 3)),
                arguments("(*UTF8)a", unsupported.formatted("a verb", 0)),
                arguments("a++", unsupported.formatted("a possessive quantifier", 1)),
                arguments("a*+b", unsupported.formatted("a possessive quantifier", 1)),
                arguments("a\\Kb", unsupported.formatted("\\K", 1)),
                arguments("\\vx", unsupported.formatted("\\v", 0)),
                arguments("[a-z", "the regular expression is not valid: missing closing ] at character 0"),
                arguments("/ab(c/", "the regular expression is not valid: missing closing ) at character 1"),
                arguments(
                        "/ab[z-a]/",
                        "the regular expression is not valid: invalid character class range in \"z-a\""
                                + " at character 4"),
                arguments(
                        "a**",
                        "the regular expression is not valid: invalid nested repetition operator in \"**\""
                                + " at character 1"),
                arguments(
                        "(?x)a b",
                        "the regular expression is not valid: invalid or unsupported Perl syntax in"
                                + " \"(?x\" at character 0"),
                arguments(
                        "abc\\",
                        "the regular expression is not valid: trailing backslash at end of expression"
                                + " at character 0"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesByNameAndPlace(String text, String message) {
        assertThatThrownBy(() -> RegexText.parse(text))
                .isInstanceOf(GrammarException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\(?=x",
                "[(?=]",
                "[](?=]",
                "\\Q(?=\\1\\E",
                "[[:alpha:](?=]",
                "a\\++",
                "[*+]+",
                "(?i)x",
                "(?-i:x)",
                "(?:x)",
                "(?P<n>x)",
                "(?<n>x)",
                "\\\\1",
                "\\p{Greek}",
                "\\d{4}-\\d{2}",
                "(\\d{1,3}\\.){3}\\d{1,3}"
            })
    void acceptsWhatOnlyLooksUnsupported(String text) throws GrammarException {
        assertThat(RegexText.parse(text).pattern()).isEqualTo(text);
    }
}
