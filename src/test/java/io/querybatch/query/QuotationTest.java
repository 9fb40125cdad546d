package io.querybatch.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotationTest {

    @Test
    void quotesShortTextsAsTheyAre() {
        assertThat(Quotation.of("")).isEqualTo("\"\"");
        assertThat(Quotation.of("naïve 😀\u00a0\"x\"")).isEqualTo("\"naïve 😀\u00a0\"x\"\"");
        assertThat(Quotation.of("x".repeat(40))).isEqualTo("\"" + "x".repeat(40) + "\"");
    }

    @Test
    void cutsLongTextsBetweenCharacters() {
        assertThat(Quotation.of("x".repeat(41))).isEqualTo("\"" + "x".repeat(40) + "…\"");
        assertThat(Quotation.of("x" + "😀".repeat(40))).isEqualTo("\"x" + "😀".repeat(39) + "…\"");
    }

    @Test
    void staysOnOneLine() {
        assertThat(Quotation.of("a\nb\r\u0085\u2028\u2029\u0000\t\ud83d")).isEqualTo("\"a�b�������\"");
    }
}
