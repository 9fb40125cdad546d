package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexFoldingTest {

    private static final Duration HANG = Duration.ofSeconds(60);
    private static final int LAST_CASED_LETTER = 0x1E943;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/\u1c80/i",
                "/[\u1c88]/i",
                "/[a-\u2000]/i",
                "/[^a-\u2000]/i",
                "(?i)\\x{1c80}",
                "(?s-i)(?im)[a-\\x{ffff}]",
                "/\\Q\u1c80\\E/i",
                "/[\\x{0001c81}]/i",
                "/[\\\\-\u2000]/i",
                "/[Y-\\\ufffd]/i",
                "/[a-😀]/i",
                "(?i:[\u0430-\u2c00])"
            })
    void refusesLettersThatHangTheEngineWhenCaseDoesNotCount(String text) {
        assertThatThrownBy(() -> RegexText.parse(text)).hasMessageContaining("cannot have U+1C80 to U+1C88");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u1c80",
                "[a-\u2000]",
                "/東京\\-大阪/i",
                "/[ぁ-ん]+/i",
                "/[\u0430-\u044f]/i",
                "/[^a-z]\\W\\PL./i",
                "/\\x{1f600}/i",
                "/€😀/i",
                "/\\p{Cyrillic}/i"
            })
    void acceptsOtherLettersWhenCaseDoesNotCount(String text) {
        assertTimeoutPreemptively(HANG, () -> RegexText.parse(text).foundIn("x\u1c80\u0412y"));
    }

    @Test
    void knowsEveryLetterThatHangsTheEngine() {
        assertTimeoutPreemptively(HANG, () -> {
            for (int letter = 128; letter <= LAST_CASED_LETTER; letter++) {
                String text = "/" + Character.toString(letter) + "/i";
                if (letter < 0x1C80 || letter > 0x1C88) {
                    RegexText.parse(text).foundIn("x");
                }
            }
        });
    }
}
