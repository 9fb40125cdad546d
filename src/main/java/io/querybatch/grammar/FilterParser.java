package io.querybatch.grammar;

import io.querybatch.query.Filter;
import io.querybatch.query.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads filters: {@code field operator value}, joined by {@code AND} and {@code OR} (contract A8, B §5.4).
 *
 * <pre>
 * filter     = conjunction { OR conjunction }
 * conjunction= term { AND term }
 * term       = "(" filter ")" | field operator value
 * value      = quoted | delimited regular expression, after =~ and !~ | bare
 * </pre>
 *
 * <p>AND binds tighter than OR; both may be written in lower case. {@link FilterValue} says where values end.
 */
public final class FilterParser {

    /** Most characters of a filter. */
    public static final int MAX_LENGTH = 5000;

    /** Most parentheses around a comparison. */
    public static final int MAX_DEPTH = 50;

    /** Most comparisons of a filter. */
    public static final int MAX_COMPARISONS = 200;

    private final TextCursor cursor;
    private int depth;
    private int comparisons;
    private String previous = "";

    private FilterParser(String text) {
        cursor = new TextCursor(text);
    }

    /**
     * Reads the filter; regular expressions in it are known to compile afterwards, fields are not known to exist.
     *
     * @throws GrammarException if the text is no filter, or longer or deeper than the limits
     */
    public static Filter parse(String text) throws GrammarException {
        if (text.length() > MAX_LENGTH) {
            throw new GrammarException("a filter has at most " + MAX_LENGTH + " characters", MAX_LENGTH);
        }
        return parseOfAnyLength(text);
    }

    /** For canonical text, whose quotes can make it longer than what the caller wrote. */
    static Filter parseOfAnyLength(String text) throws GrammarException {
        FilterParser parser = new FilterParser(text);
        Filter filter = parser.disjunction();
        if (parser.cursor.peek() == ')') {
            throw new GrammarException(
                    "\")\" closes nothing; put the value in quotes if it belongs to it", parser.cursor.position());
        }
        if (!parser.cursor.atEnd()) {
            throw parser.cursor.expected("AND or OR", parser.previous);
        }
        return filter;
    }

    private Filter disjunction() throws GrammarException {
        List<Filter> parts = new ArrayList<>();
        do {
            parts.add(conjunction());
        } while (skipWord("OR"));
        return Filter.anyOf(parts);
    }

    private Filter conjunction() throws GrammarException {
        List<Filter> parts = new ArrayList<>();
        do {
            parts.add(term());
        } while (skipWord("AND"));
        return Filter.allOf(parts);
    }

    private Filter term() throws GrammarException {
        cursor.skipBlanks();
        Filter term = cursor.peek() == '(' ? group() : comparison();
        cursor.skipBlanks();
        return term;
    }

    private Filter group() throws GrammarException {
        int opened = cursor.position();
        if (++depth > MAX_DEPTH) {
            throw new GrammarException("parentheses are nested at most " + MAX_DEPTH + " deep", opened);
        }
        cursor.skip('(');
        previous = "(";
        Filter filter = disjunction();
        if (cursor.atEnd()) {
            throw new GrammarException("\"(\" is never closed", opened);
        }
        if (!cursor.skip(')')) {
            throw cursor.expected("AND, OR or \")\"", previous);
        }
        previous = ")";
        depth--;
        return filter;
    }

    private Filter comparison() throws GrammarException {
        int start = cursor.position();
        String field = cursor.takeWhile(FilterParser::isFieldCharacter);
        if (field.isEmpty() || isWord(field)) {
            cursor.moveTo(start);
            throw cursor.expected("a field", previous);
        }
        if (++comparisons > MAX_COMPARISONS) {
            throw new GrammarException("a filter has at most " + MAX_COMPARISONS + " comparisons", start);
        }
        cursor.skipBlanks();
        Operator operator = operator(field);
        cursor.skipBlanks();
        FilterValue value = FilterValue.read(cursor, operator);
        previous = value.written();
        return new Filter.Comparison(field, operator, value.text());
    }

    private Operator operator(String field) throws GrammarException {
        Operator operator =
                Operator.at(cursor.text(), cursor.position()).orElseThrow(() -> cursor.expected("an operator", field));
        cursor.moveTo(cursor.position() + operator.symbol().length());
        return operator;
    }

    private boolean skipWord(String word) {
        if (!wordStands(cursor.text(), cursor.position(), word)) {
            return false;
        }
        cursor.moveTo(cursor.position() + word.length());
        previous = word;
        return true;
    }

    /** Whether AND or OR stands at the position, as a word of its own. */
    static boolean connectorStands(String text, int position) {
        return wordStands(text, position, "AND") || wordStands(text, position, "OR");
    }

    private static boolean wordStands(String text, int position, String word) {
        int end = position + word.length();
        return text.regionMatches(true, position, word, 0, word.length())
                && (end == text.length()
                        || TextCursor.isBlank(text.charAt(end))
                        || "()".indexOf(text.charAt(end)) >= 0);
    }

    private static boolean isWord(String field) {
        return field.equalsIgnoreCase("AND") || field.equalsIgnoreCase("OR");
    }

    private static boolean isFieldCharacter(int character) {
        return !TextCursor.isBlank(character) && "=!<>()'\"".indexOf(character) < 0;
    }
}
