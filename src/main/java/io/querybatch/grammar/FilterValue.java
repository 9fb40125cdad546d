package io.querybatch.grammar;

import io.querybatch.query.Operator;

/**
 * The value of a comparison. It is one of
 *
 * <ul>
 *   <li>quoted: from {@code '} or {@code "} to the next such mark, a doubled mark standing for itself;
 *   <li>a delimited regular expression, after {@code =~} and {@code !~}: up to its closing delimiter and flags, whatever
 *       is between (see {@link RegexText});
 *   <li>bare: up to the end, the next word AND or OR, or a closing parenthesis that was not opened inside the value;
 *       blanks around it do not count. Parentheses opened inside it, and all words inside them, belong to the value and
 *       must be closed in it. Quotation marks behind its first character are ordinary characters.
 * </ul>
 *
 * @param text the value without quotes
 * @param written the value as it stands in the filter
 */
record FilterValue(String text, String written) {

    /** Reads the value that starts at the cursor and moves the cursor behind it. */
    static FilterValue read(TextCursor cursor, Operator operator) throws GrammarException {
        int start = cursor.position();
        char first = cursor.peek();
        boolean quoted = first == '\'' || first == '"';
        String value;
        if (quoted) {
            value = quoted(cursor);
        } else if (operator.takesRegex() && RegexDelimiters.opens(first)) {
            value = delimited(cursor);
        } else {
            value = bare(cursor, operator);
        }
        if (operator.takesRegex()) {
            checkRegex(value, start, quoted ? first : 0);
        }
        return new FilterValue(
                value, cursor.text().substring(start, cursor.position()).strip());
    }

    private static String quoted(TextCursor cursor) throws GrammarException {
        int opened = cursor.position();
        char mark = cursor.peek();
        StringBuilder value = new StringBuilder();
        do {
            if (cursor.skip(mark) && cursor.position() > opened + 1) {
                value.append(mark);
            }
            value.append(cursor.takeWhile(character -> character != mark));
            if (!cursor.skip(mark)) {
                throw new GrammarException("unclosed quote", opened);
            }
        } while (cursor.peek() == mark);
        return value.toString();
    }

    private static String delimited(TextCursor cursor) throws GrammarException {
        int start = cursor.position();
        cursor.moveTo(RegexDelimiters.closing(cursor.text(), start) + 1);
        cursor.takeWhile(Character::isLetter);
        return cursor.text().substring(start, cursor.position());
    }

    private static String bare(TextCursor cursor, Operator operator) throws GrammarException {
        String text = cursor.text();
        int start = cursor.position();
        int end = bareEnd(text, start);
        if (end == start) {
            boolean word = FilterParser.connectorStands(text, start);
            throw cursor.expected(word ? "a value (in quotes if it is AND or OR)" : "a value", operator.symbol());
        }
        if (!operator.takesRegex() && "=<>".indexOf(cursor.peek()) >= 0) {
            throw cursor.expected("a value (in quotes if it starts with =, < or >)", operator.symbol());
        }
        cursor.moveTo(end);
        return trimmed(text.substring(start, end));
    }

    private static int bareEnd(String text, int start) throws GrammarException {
        int depth = 0;
        int opened = start;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '(') {
                opened = depth++ == 0 ? i : opened;
            } else if (character == ')' && --depth < 0) {
                return i;
            } else if (depth == 0 && startsWord(text, i, start) && FilterParser.connectorStands(text, i)) {
                return i;
            }
        }
        if (depth > 0) {
            throw new GrammarException("\"(\" is never closed; put the value in quotes if it belongs to it", opened);
        }
        return text.length();
    }

    private static boolean startsWord(String text, int i, int start) {
        return i == start || TextCursor.isBlank(text.charAt(i - 1));
    }

    private static String trimmed(String value) {
        int end = value.length();
        while (end > 0 && TextCursor.isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(0, end);
    }

    /** Refuses a regular expression that does not compile, at its place in the filter. */
    private static void checkRegex(String value, int start, char mark) throws GrammarException {
        try {
            RegexText.parse(value);
        } catch (GrammarException e) {
            int before = Math.min(e.position(), value.length());
            long doubled = value.chars().limit(before).filter(c -> c == mark).count();
            throw e.movedTo(start + before + (mark == 0 ? 0 : 1 + (int) doubled));
        }
    }
}
