package io.querybatch.grammar;

import io.querybatch.query.Quotation;

/**
 * The delimiters around a regular expression, as PCRE has them: a mark that also closes, or a pair of brackets. Only marks
 * count that no sensible regular expression begins with, since delimiters are optional: {@code / # ~ % @ ! | + `} and
 * {@code {} } and {@code <>}.
 */
final class RegexDelimiters {

    private static final String OPENING = "/#~%@!|+`{<";
    private static final String CLOSING = "/#~%@!|+`}>";

    private RegexDelimiters() {}

    /** Whether a regular expression that begins with the character is delimited. */
    static boolean opens(char character) {
        return OPENING.indexOf(character) >= 0;
    }

    /**
     * Index of the delimiter that closes the one at {@code start}: the next that no backslash escapes; pairs nest.
     *
     * @throws GrammarException if there is none
     */
    static int closing(String text, int start) throws GrammarException {
        char open = text.charAt(start);
        char close = CLOSING.charAt(OPENING.indexOf(open));
        int depth = 0;
        for (int i = start + 1; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\\') {
                i++;
            } else if (character == close && depth-- == 0) {
                return i;
            } else if (character == open && open != close) {
                depth++;
            }
        }
        throw new GrammarException(
                "the regular expression has no closing " + Quotation.of(String.valueOf(close)) + "; write \"\\" + open
                        + "\" if it begins with that character",
                start);
    }
}
