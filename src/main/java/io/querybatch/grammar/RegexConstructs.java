package io.querybatch.grammar;

import java.util.Map;

/** Finds what PCRE has and a linear-time engine has not, or reads differently, to refuse it by its name. */
final class RegexConstructs {

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("(?=", "look-ahead"),
            Map.entry("(?!", "look-ahead"),
            Map.entry("(?<=", "look-behind"),
            Map.entry("(?<!", "look-behind"),
            Map.entry("(?>", "an atomic group"),
            Map.entry("(?|", "a branch reset"),
            Map.entry("(?(", "a condition"),
            Map.entry("(?#", "a comment"),
            Map.entry("(?C", "a callout"),
            Map.entry("(?R", "recursion"),
            Map.entry("(?&", "recursion"),
            Map.entry("(?P>", "recursion"),
            Map.entry("(?P=", "a backreference"),
            Map.entry("(*", "a verb"));

    private static final Map<Character, String> ESCAPES = Map.of(
            'k', "a backreference",
            'g', "a backreference",
            'G', "\\G",
            'K', "\\K",
            'R', "\\R",
            'X', "\\X",
            'v', "\\v",
            'C', "\\C",
            'Z', "\\Z");

    private final String pattern;
    private final int offset;

    private RegexConstructs(String pattern, int offset) {
        this.pattern = pattern;
        this.offset = offset;
    }

    /**
     * Looks through the whole expression.
     *
     * @param offset position of the expression in the caller's text
     * @throws GrammarException at the first construct that is not supported
     */
    static void check(String pattern, int offset) throws GrammarException {
        RegexConstructs constructs = new RegexConstructs(pattern, offset);
        int i = 0;
        while (i < pattern.length()) {
            i = constructs.after(i);
        }
    }

    /** The index behind the element that starts at {@code i}. */
    private int after(int i) throws GrammarException {
        return switch (pattern.charAt(i)) {
            case '\\' -> afterEscape(i);
            case '[' -> afterClass(i);
            case '(' -> afterOpening(i);
            case '*', '+', '?' -> afterQuantifier(i);
            default -> i + 1;
        };
    }

    private int afterEscape(int i) throws GrammarException {
        if (i + 1 == pattern.length()) {
            return i + 1;
        }
        char escaped = pattern.charAt(i + 1);
        if (escaped == 'Q') {
            int end = pattern.indexOf("\\E", i + 2);
            return end < 0 ? pattern.length() : end + 2;
        }
        if (escaped >= '1' && escaped <= '9') {
            throw unsupported("a backreference", i);
        }
        if (ESCAPES.containsKey(escaped)) {
            throw unsupported(ESCAPES.get(escaped), i);
        }
        return i + 2;
    }

    /** A bracket right behind the opening one, or behind the caret, does not close the class. */
    private int afterClass(int start) {
        int i = start + 1;
        i += pattern.startsWith("^", i) ? 1 : 0;
        i += pattern.startsWith("]", i) ? 1 : 0;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.startsWith("[:", i)) {
                int end = pattern.indexOf(":]", i);
                i = end < 0 ? i + 1 : end + 2;
            } else {
                i += pattern.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return i + 1;
    }

    private int afterOpening(int i) throws GrammarException {
        for (Map.Entry<String, String> group : GROUPS.entrySet()) {
            if (pattern.startsWith(group.getKey(), i)) {
                throw unsupported(group.getValue(), i);
            }
        }
        if (pattern.startsWith("(?", i) && i + 2 < pattern.length() && isSubroutine(i + 2)) {
            throw unsupported("recursion", i);
        }
        return i + (pattern.startsWith("(?", i) ? 2 : 1);
    }

    /** {@code (?1}, {@code (?+1}, {@code (?-1}; but {@code (?-i} switches a flag off. */
    private boolean isSubroutine(int i) {
        char first = pattern.charAt(i);
        boolean signed = (first == '+' || first == '-') && i + 1 < pattern.length();
        return Character.isDigit(signed ? pattern.charAt(i + 1) : first);
    }

    private int afterQuantifier(int i) throws GrammarException {
        if (pattern.startsWith("+", i + 1)) {
            throw unsupported("a possessive quantifier", i);
        }
        return i + (pattern.startsWith("?", i + 1) ? 2 : 1);
    }

    private GrammarException unsupported(String construct, int i) {
        return new GrammarException("the regular expression has " + construct + ", which is not supported", offset + i);
    }
}
