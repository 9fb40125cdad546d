package io.querybatch.grammar;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refusal of a text promises, for fuzz tests. */
final class Refusals {

    private Refusals() {}

    /** The place is one the text has; the message is one line of well-formed text, however long and odd the text is. */
    static void check(GrammarException refusal, String text) {
        assertThat(refusal.position()).isBetween(0, text.length());
        assertThat(refusal.getMessage())
                .hasSizeLessThan(600)
                .matches("[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+")
                .endsWith(" at character " + refusal.position());
    }
}
