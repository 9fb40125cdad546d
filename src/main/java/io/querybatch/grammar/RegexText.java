package io.querybatch.grammar;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.querybatch.query.Quotation;

/**
 * A regular expression as callers write it: PCRE, with delimiters and flags ({@code /x/i}) or without ({@code ^x}). It is
 * run by a linear-time engine, so what cannot be matched in linear time (backreferences, look-around and the like) is
 * refused. Other than in PCRE, {@code $} does not match before a line break at the end of the text.
 *
 * @param pattern the expression between the delimiters
 * @param flags those of {@code i m s u} that were given, in this order, each once; {@code u} changes nothing
 * @param compiled the same, ready to search with {@code find()}
 */
public record RegexText(String pattern, String flags, Pattern compiled) {

    /** Most characters of a regular expression. */
    public static final int MAX_LENGTH = 5000;

    private static final String FLAGS = "imsu";
    private static final int[] FLAG_BITS = {Pattern.CASE_INSENSITIVE, Pattern.MULTILINE, Pattern.DOTALL, 0};

    /**
     * Reads a regular expression with or without delimiters; see {@link RegexDelimiters} for which there are.
     *
     * @throws GrammarException if it is empty, too long or too large ({@link RegexSize}), not closed, has another flag or does not compile
     */
    public static RegexText parse(String text) throws GrammarException {
        if (text.isEmpty()) {
            throw new GrammarException("expected a regular expression", 0);
        }
        if (text.length() > MAX_LENGTH) {
            throw new GrammarException("a regular expression has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        if (!RegexDelimiters.opens(text.charAt(0))) {
            return compile(text, "", 0);
        }
        int closing = RegexDelimiters.closing(text, 0);
        return compile(text.substring(1, closing), flags(text, closing + 1), 1);
    }

    /** Whether the expression is found anywhere in the text. */
    public boolean foundIn(String text) {
        return compiled.matcher(text).find();
    }

    private static String flags(String text, int start) throws GrammarException {
        for (int i = start; i < text.length(); i++) {
            if (FLAGS.indexOf(text.charAt(i)) < 0) {
                String flag = Quotation.of(Character.toString(text.codePointAt(i)));
                throw new GrammarException(
                        "flag " + flag + " of the regular expression is not supported; there are i, m, s and u", i);
            }
        }
        String given = text.substring(start);
        StringBuilder flags = new StringBuilder();
        FLAGS.chars().filter(flag -> given.indexOf(flag) >= 0).forEach(flags::appendCodePoint);
        return flags.toString();
    }

    private static RegexText compile(String pattern, String flags, int offset) throws GrammarException {
        RegexConstructs.check(pattern, offset);
        RegexSize.check(pattern, offset);
        RegexFolding.check(pattern, flags.contains("i"), offset);
        int bits = flags.chars().map(flag -> FLAG_BITS[FLAGS.indexOf(flag)]).reduce(0, (a, b) -> a | b);
        try {
            return new RegexText(pattern, flags, Pattern.compile(pattern, bits));
        } catch (PatternSyntaxException e) {
            throw invalid(e, pattern, offset);
        }
    }

    /** The engine names the offending piece, but not its place. */
    private static GrammarException invalid(PatternSyntaxException e, String pattern, int offset) {
        String piece = e.getPattern() == null || e.getPattern().equals(pattern) ? "" : e.getPattern();
        String where = piece.isEmpty() ? "" : " in " + Quotation.of(piece);
        return new GrammarException(
                "the regular expression is not valid: " + e.getDescription() + where,
                offset + Math.max(0, pattern.indexOf(piece)));
    }
}
