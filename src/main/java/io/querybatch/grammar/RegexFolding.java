package io.querybatch.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps away from a fault of the engine (google/re2j issue 168, in 1.8): where case does not count, it never finishes compiling or matching
 * the Cyrillic letters U+1C80 to U+1C88, nor a range of a class that includes them. Estimated from above: whatever could
 * be such a range is refused, since a class that is read in another way than the engine's would mean a thread that hangs.
 */
final class RegexFolding {

    private static final int FIRST = 0x1C80;
    private static final int LAST = 0x1C88;
    private static final Pattern IGNORES_CASE = Pattern.compile("\\(\\?[A-Za-z-]*i");
    private static final Pattern BEYOND_ASCII = Pattern.compile("\\\\x\\{0*([0-9A-Fa-f]{4,6})}|([^\\x00-\\x7F])");

    private RegexFolding() {}

    /**
     * Looks at every character that could be one of those, or end a range behind them.
     *
     * @param ignoresCase whether flag {@code i} is set from the start
     * @param offset position of the expression in the caller's text
     */
    static void check(String pattern, boolean ignoresCase, int offset) throws GrammarException {
        if (!ignoresCase && !IGNORES_CASE.matcher(pattern).find()) {
            return;
        }
        Matcher character = BEYOND_ASCII.matcher(pattern);
        while (character.find()) {
            int codePoint = character.group(2) == null
                    ? Integer.parseInt(character.group(1), 16)
                    : character.group(2).codePointAt(0);
            if (codePoint >= FIRST && (codePoint <= LAST || mayEndRange(pattern, character.start()))) {
                throw new GrammarException(
                        "a regular expression in which case does not count cannot have U+1C80 to U+1C88, or a range"
                                + " that may include them; write \"\\-\" for a hyphen",
                        offset + character.start());
            }
        }
    }

    /** Behind a hyphen that no backslash escapes, itself perhaps escaped, unless the range begins behind {@link #LAST}. */
    private static boolean mayEndRange(String pattern, int position) {
        int hyphen = position - backslashesBefore(pattern, position) - 1;
        if (hyphen < 0 || pattern.charAt(hyphen) != '-') {
            return false;
        }
        boolean escaped = backslashesBefore(pattern, hyphen) % 2 == 1;
        return !escaped && (hyphen == 0 || pattern.codePointBefore(hyphen) <= LAST);
    }

    private static int backslashesBefore(String pattern, int position) {
        int backslashes = 0;
        while (position > backslashes && pattern.charAt(position - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes;
    }
}
