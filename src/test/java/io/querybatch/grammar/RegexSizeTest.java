package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((x{999}){999}){999}",
                "(x{40}){40}",
                "x{1001}",
                "x{99999999999999999999}",
                "(x)\\Q\\E{900}",
                "[!-[:](((x{99}){99}){99})[:]]"
            })
    void refusesRepetitionsThatMultiply(String text) {
        assertThatThrownBy(() -> RegexText.parse(text))
                .hasMessageStartingWith("the regular expression is too large")
                .hasMessageEndingWith("at character 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x?", "x*", "(x)*", "^", "\\b", "a|", "()", "(x?)*", "x{0,249}", "(?:x?){9}"})
    void needsLittleStackAtItsLargest(String piece) throws Exception {
        StringBuilder largest = new StringBuilder();
        while (accepted(largest + piece)) {
            largest.append(piece);
        }
        assertThat(largest).isNotEmpty();
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        RegexText.parse(largest.toString()).foundIn("x".repeat(3000));
                    } catch (GrammarException | StackOverflowError e) {
                        thrown[0] = e;
                    }
                },
                "small-stack",
                512 * 1024);
        thread.start();
        thread.join();
        assertThat(thrown[0]).isNull();
    }

    private static boolean accepted(String text) {
        try {
            RegexSize.check(text, 0);
            return true;
        } catch (GrammarException e) {
            return false;
        }
    }

    @Test
    void acceptsALongListOfAlternatives() throws GrammarException {
        String accounts = "^(" + "123-456-7890|".repeat(380) + "0)$";
        assertThat(RegexText.parse(accounts).foundIn("123-456-7890")).isTrue();
        assertThatThrownBy(() -> RegexText.parse("x".repeat(5001)))
                .hasMessage("a regular expression has at most 5000 characters at character 5000");
    }
}
